import type { HubConnection } from '../../database/hub-database.ts';

/**
 * Holds back, until the commit, all that is done to the attempt's holder, and whoever else wants one of these e-mail
 * addresses. One statement takes all in the one order of `lock-people.ts`, with which it shares the holders' locks.
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
          UNION ALL SELECT 'email:' || email FROM unnest($2::text[]) AS email) AS names
        ORDER BY key) AS keys`,
    [attempt, emails],
  );
}
