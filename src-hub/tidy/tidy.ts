import type { HubConnection } from '../database/hub-database.ts';
import type { HubParts } from '../hub-parts.ts';

const HOUR = 3_600_000;

/** Wrong logins and codes count for 24 hours; what is older than this, in milliseconds, serves nothing. */
const TRIES_KEPT = 25 * HOUR;

/** For so long after it was the latest a change can still be named by a kiosk that was away, in milliseconds. */
const CHANGES_KEPT = 90 * 24 * HOUR;

/** Most rows of one transaction: none holds its locks for long, or meets the longest statement of a hub. */
const ROWS_AT_ONCE = 5000;

/** Names the lock under which one hub or command at a time tidies. */
const TIDY_LOCK = 4_200_004;

/** Rows that were deleted. */
export interface Tidied {
  /** Wrong logins. */
  readonly logins: number;
  /** Tries with codes of letters. */
  readonly codes: number;
  /** Changes in the history of the feed. */
  readonly changes: number;
}

/** Each deletes at most `$2` rows from before `$1`. */
const DELETIONS: Readonly<Record<keyof Tidied, string>> = {
  logins: `DELETE FROM login_failure WHERE id IN
    (SELECT id FROM login_failure WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  codes: `DELETE FROM letter_try WHERE attempt IN
    (SELECT attempt FROM letter_try WHERE at < $1::timestamptz LIMIT $2) RETURNING 1`,
  // The last one before that moment stays: kiosks named it until a later one came.
  changes: `DELETE FROM member_change WHERE position IN
    (SELECT position FROM member_change
     WHERE position < (SELECT max(position) FROM member_change WHERE at < $1::timestamptz)
     ORDER BY position LIMIT $2) RETURNING 1`,
};

/**
 * Deletes what serves no longer, in small transactions; stops between two of them when the hub stops.
 * @returns null when another hub or command is at it; what either has not done the next one does
 */
export async function tidy(
  parts: Pick<HubParts, 'database' | 'now' | 'stopping'>,
  rowsAtOnce: number = ROWS_AT_ONCE,
): Promise<Tidied | null> {
  const now = parts.now().getTime();
  const kept: Readonly<Record<keyof Tidied, number>> = {
    logins: TRIES_KEPT,
    codes: TRIES_KEPT,
    changes: CHANGES_KEPT,
  };
  const tidied = { logins: 0, codes: 0, changes: 0 };
  for (const what of Object.keys(tidied) as (keyof Tidied)[]) {
    const before = new Date(now - kept[what]).toISOString();
    for (let deleted = rowsAtOnce; deleted === rowsAtOnce && !parts.stopping.aborted;) {
      const rows = await parts.database.transaction((connection) =>
        deleteSome(connection, DELETIONS[what], [before, rowsAtOnce]),
      );
      if (rows === null) return null;
      deleted = rows;
      tidied[what] += rows;
    }
  }
  return tidied;
}

async function deleteSome(
  connection: HubConnection,
  deletion: string,
  parameters: readonly unknown[],
): Promise<number | null> {
  const [lock] = await connection.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
    TIDY_LOCK,
  ]);
  return lock?.taken === true ? (await connection.query(deletion, parameters)).length : null;
}
