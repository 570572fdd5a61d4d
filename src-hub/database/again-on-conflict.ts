/** Most runs of a transaction that conflicts. */
const MOST_TRIES = 5;

/**
 * SQLSTATE codes of conflicts with other transactions: serialization failure, deadlock, and a unique key that another
 * transaction has just taken.
 */
const CONFLICTS: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);

/**
 * Runs a transaction again after a conflict with another one.
 * @throws any other error, and the conflict of the last try
 */
export async function againOnConflict<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MOST_TRIES || !CONFLICTS.has(sqlState(error))) throw error;
    }
  }
}

/** SQLSTATE code of an error, five characters; undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/u.test(code) ? code : undefined;
}
