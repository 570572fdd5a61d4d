/** The job id in the answer of `lp`, in any language: "request id is Receipts-12 (0 file(s))". */
export function jobOf(answer: string): string | null {
  return /(?:^|\s)(\S+-[0-9]+) \(/u.exec(answer)?.[1] ?? null;
}

/**
 * The keywords (`job-state-reasons`, RFC 8011) of a job in the long list of `lpstat -l -o`. A job starts at the
 * beginning of a line; its details are indented below. The words before the keywords depend on the system's language;
 * the keywords do not.
 * @returns null when the job is not in the list
 */
export function reasonsOf(list: string, job: string): readonly string[] | null {
  const lines = list.split('\n');
  const start = lines.findIndex((line) => line.split(/\s/u, 1)[0] === job);
  if (start === -1) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !/^\s/u.test(line));
  const said = end === -1 ? rest : rest.slice(0, end);
  return said.flatMap((line) => line.split(/[\s,]+/u).filter((word) => /^[a-z]+(?:-[a-z]+)+$/u.test(word)));
}

/** Keywords of a job that does not continue by itself. */
const STOPPED =
  /^(?:printer-stopped|printer-stopped-partly|job-stopped|job-hold-.+|resources-are-not-ready)$/u;

/** Whether a waiting job does not continue by itself. */
export function isStopped(reasons: readonly string[]): boolean {
  return reasons.some((reason) => STOPPED.test(reason));
}

/** Whether a finished job was printed. */
export function isPrinted(reasons: readonly string[]): boolean {
  return reasons.some((reason) => /^job-completed-(?:successfully|with-warnings)$/u.test(reason));
}
