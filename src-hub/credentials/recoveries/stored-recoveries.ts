import { oneOfHashes } from '../../basics/hashes.ts';
import { SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';

/** A mailed code and its state. */
export interface Recovery {
  readonly attempt: string;
  readonly kiosk: string;
  /** From `recoveryKey`. */
  readonly identifier: Buffer;
  /** Null: the address has no account, or the account was deleted. */
  readonly account: string | null;
  readonly code_mac: Buffer;
  readonly expires_at: Date;
  readonly proven_at: Date | null;
  readonly spent_at: Date | null;
}

export async function findRecovery(
  connection: HubConnection,
  attempt: string,
): Promise<Recovery | undefined> {
  const [row] = await connection.query<Recovery>(
    `SELECT attempt, kiosk, identifier, account, code_mac, expires_at, proven_at, spent_at
     FROM recovery WHERE attempt = $1`,
    [attempt],
  );
  return row;
}

/** When codes were sent to an address, and when wrong codes were typed for it, in the last 24 hours, oldest first. */
export async function readRecoveryUse(
  connection: HubConnection,
  identifier: Buffer,
  now: Date,
): Promise<{ sends: readonly number[]; wrong: readonly number[] }> {
  const since = new Date(now.getTime() - SEND_WINDOW).toISOString();
  const rows = await connection.query<{ wrong: boolean; at: Date }>(
    `SELECT false AS wrong, at FROM recovery WHERE identifier = $1 AND at > $2::timestamptz
     UNION ALL
     SELECT true AS wrong, recovery_try.at FROM recovery_try JOIN recovery USING (attempt)
       WHERE identifier = $1 AND recovery_try.at > $2::timestamptz
     ORDER BY at`,
    [identifier, since],
  );
  const moments = (wrong: boolean): number[] =>
    rows.filter((row) => row.wrong === wrong).map(({ at }) => at.getTime());
  return { sends: moments(false), wrong: moments(true) };
}

/**
 * Locks the recoveries of an address until the commit.
 * @param identifiers from `recoveryKey`, in hexadecimal: all that they can stand under
 */
export async function lockRecoveryAddress(
  connection: HubConnection,
  identifiers: readonly string[],
): Promise<void> {
  await lockPeople(
    connection,
    identifiers.map((identifier) => `recovery:${identifier}`),
  );
}

/** Brings the recoveries of an address under the key in use, so that all are counted together. */
export async function carryOver(
  { query }: HubConnection,
  identifier: Buffer,
  all: readonly string[],
): Promise<void> {
  await query(
    `UPDATE recovery SET identifier = $1 WHERE ${oneOfHashes('identifier', '$2')} AND identifier <> $1`,
    [identifier, all],
  );
}
