import { SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';

/** One code by mail, and how far it has come. */
export interface Recovery {
  readonly attempt: string;
  readonly kiosk: string;
  /** From `recoveryKey`. */
  readonly identifier: Buffer;
  /** Null when nobody has the address, or the account is no more. */
  readonly account: string | null;
  readonly code_mac: Buffer;
  readonly expires_at: Date;
  readonly proven_at: Date | null;
  readonly spent_at: Date | null;
}

/** The recovery that a kiosk has named so. */
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

/** What one address has used up: moments of its codes and of the wrong ones shown for it, oldest first. */
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

/** Holds back, until the commit, all else that concerns the recoveries of an address. */
export async function lockRecoveryAddress(connection: HubConnection, identifier: Uint8Array): Promise<void> {
  await lockPeople(connection, [`recovery:${Buffer.from(identifier).toString('hex')}`]);
}
