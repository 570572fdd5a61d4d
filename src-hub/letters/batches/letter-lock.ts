import type { HubDatabase } from '../../database/hub-database.ts';

/** Number of the advisory lock that lets only one export make letters. */
const LETTER_LOCK = 4_200_002;

/** PGlite databases with a running export. PGlite has one connection, so waiting for a lock would never end. */
const busy = new WeakSet<HubDatabase>();

/**
 * Runs work that must not run twice at once on one database, over all hubs and commands.
 * @returns the result of the work; null when other work is running
 */
export async function withLetterLock<Result>(
  database: HubDatabase,
  work: () => Promise<Result>,
): Promise<Result | null> {
  if (database.kind === 'postgresql')
    return database.transaction(async (connection) => {
      await connection.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const [lock] = await connection.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1) AS taken',
        [LETTER_LOCK],
      );
      return lock?.taken === true ? work() : null;
    });
  if (busy.has(database)) return null;
  busy.add(database);
  try {
    return await work();
  } finally {
    busy.delete(database);
  }
}
