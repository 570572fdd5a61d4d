import type { HubConnection } from './hub-database.ts';

/**
 * Locks people (or journals) until the commit, so that no hub decides anything else on them meanwhile. Locks are taken
 * in sorted order, so that no two transactions deadlock. Rows of members are not locked: an import locks those for
 * long, and must not delay events.
 * @param names subjects, or ids of journals
 */
export async function lockPeople(connection: HubConnection, names: readonly string[]): Promise<void> {
  await connection.query(
    `SELECT pg_advisory_xact_lock(key) FROM
       (SELECT DISTINCT hashtextextended(name, 4200002) AS key FROM unnest($1::text[]) AS name ORDER BY key) AS keys`,
    [names],
  );
}
