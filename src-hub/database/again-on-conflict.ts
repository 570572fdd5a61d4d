/** Tries before a conflict counts as a fault. */
const MOST_TRIES = 5;

/**
 * PostgreSQL's codes for work that was undone because of somebody else's: serialization failure, deadlock, and a key
 * that another transaction took in the meantime.
 */
const CONFLICTS: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);

/** Runs a transaction again when it met another; anything else is thrown on. */
export async function againOnConflict<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MOST_TRIES || !CONFLICTS.has(sqlState(error))) throw error;
    }
  }
}

/** PostgreSQL's five-character code of an error, or undefined when it is of another kind. */
export function sqlState(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/u.test(code) ? code : undefined;
}
