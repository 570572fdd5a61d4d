import type { HubDatabase } from '../../database/hub-database.ts';

/** Names the lock under which one export at a time makes letters. */
const LETTER_LOCK = 4_200_002;

/** Databases of this process in which letters are being made: PGlite has one connection, and waits would be for ever. */
const busy = new WeakSet<HubDatabase>();

/**
 * Does work that no other hub or terminal does at the same time on this database.
 * @returns what the work gives, or null when another is at it
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
