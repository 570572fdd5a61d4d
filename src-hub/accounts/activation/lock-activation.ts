import type { HubConnection } from '../../database/hub-database.ts';

/**
 * Locks the holder of an attempt, the address that was offered to it, and some more addresses until the commit. One statement takes all locks in sorted
 * order, in the same lock space as `lock-people.ts`, so that no two transactions deadlock.
 */
export async function lockActivation(
  connection: HubConnection,
  attempt: string,
  emails: readonly string[],
): Promise<void> {
  await connection.query(
    `SELECT pg_advisory_xact_lock(key) FROM
       (SELECT DISTINCT hashtextextended(name, 4200002) AS key FROM
         (SELECT subject AS name FROM activation WHERE attempt = $1
          UNION ALL SELECT 'email:' || offered_email FROM activation WHERE attempt = $1 AND offered_email IS NOT NULL
          UNION ALL SELECT 'email:' || email FROM unnest($2::text[]) AS email) AS names
        ORDER BY key) AS keys`,
    [attempt, emails],
  );
}
