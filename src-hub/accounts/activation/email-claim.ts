import type { HubConnection } from '../../database/hub-database.ts';
import { MOST_EMAIL_TRIES } from '../../../src-shared/policy/accounts.ts';

/** An e-mail address that a holder wants, under an attempt. */
export interface EmailClaim {
  readonly email: string;
  /** The holder as text: see `subjectOf`. */
  readonly subject: string;
  /** The letter of the attempt. */
  readonly letter: string;
  /** The account that the attempt has already made. */
  readonly account: string | null;
}

interface InTheWay {
  readonly id: string;
  readonly confirmed: boolean;
  readonly is_own: boolean;
}

/**
 * Gives a holder an e-mail address, unless it is another's: whose account is confirmed, or pending with a link that
 * still works. What else is in the way ends: others' pending accounts without such a link, and an earlier pending
 * account of the same holder. Holder and address must be locked (see `lock-activation.ts`).
 */
export async function claimEmail(
  connection: HubConnection,
  { email, subject, letter, account }: EmailClaim,
  now: Date,
): Promise<'free' | 'taken'> {
  // The attempt's own account too, so that all rows are locked in one order: two that swap addresses never meet.
  const found = await connection.query<InTheWay>(
    `SELECT id, confirmed_at IS NOT NULL AS confirmed,
       coalesce(number, 'nir:' || encode(insured, 'hex')) = $2 AS is_own
     FROM account
     WHERE email = $1 AND confirmed_at IS NOT NULL OR email = $1 AND confirmed_at IS NULL
       OR number = (SELECT number FROM letter WHERE id = $3) AND confirmed_at IS NULL
       OR insured = (SELECT insured FROM letter WHERE id = $3) AND confirmed_at IS NULL
     ORDER BY id FOR UPDATE`,
    [email, subject, letter],
  );
  for (const { id, confirmed, is_own } of found)
    if (!is_own && (confirmed || (await hasLink(connection, id, now)))) return 'taken';
  for (const { id, confirmed } of found)
    if (!confirmed && id !== account) await endPending(connection, id, now);
  return 'free';
}

/** Counts an address that another has. The attempt must be locked. */
export async function countTaken(connection: HubConnection, attempt: string): Promise<void> {
  await connection.query('UPDATE activation SET email_tries = email_tries + 1 WHERE attempt = $1', [attempt]);
}

/** Whether no further address can be tried under the attempt. */
export function isExhausted({ email_tries }: { readonly email_tries: number }): boolean {
  return email_tries >= MOST_EMAIL_TRIES;
}

// In a statement of its own behind the lock of the row: a mail that was just posted is seen.
async function hasLink(connection: HubConnection, account: string, now: Date): Promise<boolean> {
  const links = await connection.query(
    `SELECT id FROM confirmation
     WHERE account = $1 AND expires_at > $2::timestamptz AND voided_at IS NULL LIMIT 1`,
    [account, now.toISOString()],
  );
  return links.length > 0;
}

/** The request is told first: it forgets its account with it. */
async function endPending(connection: HubConnection, account: string, now: Date): Promise<void> {
  await connection.query(
    `UPDATE account_request SET expired_at = $2::timestamptz, email = NULL
     WHERE account = $1 AND confirmed_at IS NULL AND expired_at IS NULL`,
    [account, now.toISOString()],
  );
  await connection.query('DELETE FROM account WHERE id = $1', [account]);
}
