import type { HubConnection } from '../../database/hub-database.ts';
import { MOST_EMAIL_TRIES } from '../../../src-shared/policy/accounts.ts';

/** An e-mail address that a holder wants for an account, and waits for without holding it. */
export interface EmailClaim {
  readonly email: string;
  /** Subject of the holder (see `subjectOf`). */
  readonly subject: string;
  readonly letter: string;
  /** The account that this attempt has already made; null: none. */
  readonly account: string | null;
}

interface ConflictingAccount {
  readonly id: string;
  readonly confirmed: boolean;
  readonly is_own: boolean;
}

/**
 * Lets a holder wait for an e-mail address. `taken`: another holder has it in a confirmed account. Others who wait for it
 * do not hold it: the first that confirms has it. An earlier pending account of the holder is deleted. Holder and address
 * must be locked (see `lock-activation.ts`).
 */
export async function claimEmail(
  connection: HubConnection,
  { email, subject, letter, account }: EmailClaim,
  now: Date,
): Promise<'free' | 'taken'> {
  // Includes the attempt's own account, so that all calls lock rows in one order: two holders who swap addresses cannot
  // deadlock.
  const found = await connection.query<ConflictingAccount>(
    `SELECT id, confirmed_at IS NOT NULL AS confirmed,
       coalesce(number, 'nir:' || encode(insured, 'hex')) = $2 AS is_own
     FROM account
     WHERE email = $1 AND confirmed_at IS NOT NULL
       OR number = (SELECT number FROM letter WHERE id = $3) AND confirmed_at IS NULL
       OR insured = (SELECT insured FROM letter WHERE id = $3) AND confirmed_at IS NULL
     ORDER BY id FOR UPDATE`,
    [email, subject, letter],
  );
  for (const { confirmed, is_own } of found) if (!is_own && confirmed) return 'taken';
  for (const { id, confirmed } of found)
    if (!confirmed && id !== account) await endPending(connection, id, now);
  return 'free';
}

/** Counts a try with a taken address. The attempt must be locked. */
export async function countTakenEmail(connection: HubConnection, attempt: string): Promise<void> {
  await connection.query('UPDATE activation SET email_tries = email_tries + 1 WHERE attempt = $1', [attempt]);
}

/** Whether the holder has used up the tries with taken addresses, by this attempt or others. */
export function hasNoEmailTriesLeft({ email_tries }: { readonly email_tries: number }): boolean {
  return email_tries >= MOST_EMAIL_TRIES;
}

/** Updates the request first: deleting the account clears the reference by which the request is found. */
async function endPending(connection: HubConnection, account: string, now: Date): Promise<void> {
  await connection.query(
    `UPDATE account_request SET expired_at = $2::timestamptz
     WHERE account = $1 AND confirmed_at IS NULL AND expired_at IS NULL`,
    [account, now.toISOString()],
  );
  await connection.query('DELETE FROM account WHERE id = $1', [account]);
}
