/** The part of an error that may be logged. Its message is left out, because it can quote rows and requests. */
export function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code: unknown = Reflect.get(error, 'code');
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return {
    kind: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: at.slice(0, 6).map((line) => line.trim()),
  };
}
