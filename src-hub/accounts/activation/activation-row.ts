import { TAKEN } from '../confirmation/taken-address.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import { ACTIVATION_LIFE } from '../../../src-shared/policy/accounts.ts';

/** An attempt, and the kiosk that sends it. */
export interface KioskAttempt {
  readonly attempt: string;
  readonly kiosk: string;
}

/** An attempt that is still valid, at the kiosk that opened it. */
export interface ActivationRow {
  /** Subject of the holder (see `subjectOf`). */
  readonly subject: string;
  readonly letter: string;
  /** True: the letter is neither spent nor void nor expired. */
  readonly is_letter_good: boolean;
  /** True: no other confirmed account has the wanted e-mail address, and the holder has no other pending account. */
  readonly is_way_clear: boolean;
  /** The first `activate` must come before this moment. */
  readonly open_until: Date;
  readonly submission: string | null;
  /** Tries of the holder with addresses of other accounts, over all attempts of a day. */
  readonly email_tries: number;
  /** Address on file that may be taken without being typed; null: none. */
  readonly offered_email: string | null;
  /** Null before the activation, and after another activation has replaced the account. */
  readonly account: ActivatedAccount | null;
}

/** The account of an attempt, with its latest confirmation mail. */
export interface ActivatedAccount {
  readonly id: string;
  readonly email: string;
  readonly language: Language;
  readonly number: string | null;
  readonly confirmed: boolean;
  readonly code_tries: number;
  /** When the mails of the last 24 hours were made, oldest first, in milliseconds since 1970 UTC. */
  readonly sends: readonly number[];
  readonly mail: 'waiting' | 'sent' | 'refused' | 'expired' | null;
  readonly expires_at: Date | null;
  readonly code_expires_at: Date | null;
  /** True: another person has confirmed an account with the address first. */
  readonly is_taken: boolean;
}

/**
 * Reads the state of an attempt.
 * @param wanted e-mail address that the visitor wants; null: the one that was offered, or none
 * @returns null: unknown, of another kiosk, too old, not accepted, or the holder is closed
 */
export async function readActivation(
  query: HubConnection['query'],
  { attempt, kiosk }: KioskAttempt,
  now: Date,
  wanted: string | null = null,
): Promise<ActivationRow | null> {
  const [row] = await query<FlatRow>(READ, [
    attempt,
    kiosk,
    new Date(now.getTime() - ACTIVATION_LIFE).toISOString(),
    new Date(now.getTime() - SEND_WINDOW).toISOString(),
    now.toISOString(),
    wanted,
  ]);
  if (!row) return null;
  const { id, email, language, number, confirmed, code_tries, sends, mail } = row;
  const { expires_at, code_expires_at, is_taken, ...activation } = row;
  const isThere = id !== null && email !== null && language !== null && code_tries !== null;
  const account = isThere
    ? {
        id,
        email,
        language,
        number,
        confirmed,
        code_tries,
        sends,
        mail,
        expires_at,
        code_expires_at,
        is_taken,
      }
    : null;
  return { ...activation, account };
}

interface FlatRow extends Omit<ActivationRow, 'account'> {
  readonly id: string | null;
  readonly email: string | null;
  readonly language: Language | null;
  readonly number: string | null;
  readonly confirmed: boolean;
  readonly code_tries: number | null;
  readonly sends: number[];
  readonly mail: ActivatedAccount['mail'];
  readonly expires_at: Date | null;
  readonly code_expires_at: Date | null;
  readonly is_taken: boolean;
}

const READ = `SELECT activation.subject, activation.letter,
    letter.spent_at IS NULL AND letter.voided_at IS NULL AND letter.expires_at > $5::timestamptz AS is_letter_good,
    open_until, submission, offered_email,
    (SELECT sum(mine.email_tries)::integer FROM activation AS mine
     WHERE mine.subject = activation.subject AND mine.at > $5::timestamptz - interval '1 day') AS email_tries,
    account.id, account.email, account.language, account.number, account.confirmed_at IS NOT NULL AS confirmed,
    account.code_tries, mail.state AS mail, latest.expires_at, latest.code_expires_at,
    ${TAKEN} AS is_taken,
    ARRAY(
      SELECT (extract(epoch FROM made_at) * 1000)::float8 FROM confirmation
      WHERE confirmation.account = activation.account AND made_at > $4::timestamptz ORDER BY made_at
    ) AS sends,
    NOT EXISTS (
      SELECT FROM account AS other
      WHERE (other.email = coalesce($6, offered_email) AND other.confirmed_at IS NOT NULL
          OR other.number = letter.number AND other.confirmed_at IS NULL
          OR other.insured = letter.insured AND other.confirmed_at IS NULL)
        AND other.id IS DISTINCT FROM activation.account
    ) AS is_way_clear
  FROM activation JOIN letter ON letter.id = activation.letter
    LEFT JOIN member ON member.number = letter.number LEFT JOIN insured ON insured.nir = letter.insured
    LEFT JOIN account ON account.id = activation.account
    LEFT JOIN LATERAL (
      SELECT mail, expires_at, code_expires_at FROM confirmation
      WHERE confirmation.account = account.id AND voided_at IS NULL ORDER BY made_at DESC LIMIT 1
    ) AS latest ON true
    LEFT JOIN mail ON mail.id = latest.mail
  WHERE attempt = $1 AND activation.kiosk = $2 AND at > $3::timestamptz AND open_until IS NOT NULL
    AND member.closed_at IS NULL AND insured.closed_at IS NULL`;
