import type { HubConnection } from './hub-database.ts';

/**
 * Holds back, until the commit, every other decision of these members (or of these journals), on whichever hub it
 * arrives. Taken in one order everywhere, so that two batches never wait for each other. Not the members' rows: those
 * are locked for long by an import, which must not hold up events.
 */
export async function lockPeople(connection: HubConnection, names: readonly string[]): Promise<void> {
  await connection.query(
    `SELECT pg_advisory_xact_lock(key) FROM
       (SELECT DISTINCT hashtextextended(name, 4200002) AS key FROM unnest($1::text[]) AS name ORDER BY key) AS keys`,
    [names],
  );
}
