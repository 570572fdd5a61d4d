import type { ActivateBody } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/** What a kiosk submits, with the address, typed or on file. */
export type ActivationWithEmail = ActivateBody & { readonly email: string };

/**
 * Spends the letter and makes the pending account of its holder in one statement. The holder's other letters with
 * provisional passwords become void. The holder must be locked, and the letter valid.
 * @returns id of the account
 */
export async function createPendingAccount(
  connection: HubConnection,
  asked: ActivationWithEmail & { readonly letter: string },
  now: Date,
): Promise<string> {
  const [made] = await connection.query<{ id: string }>(MAKE, [
    ...valuesOf(asked, now),
    asked.attempt,
    asked.submission,
    asked.letter,
  ]);
  if (!made) throw new Error('a letter that was good could not be spent');
  return made.id;
}

/**
 * Overwrites the pending account of the same attempt. Its earlier links and codes become void; the count of wrong codes
 * stays.
 * @returns id of the account; null when it is confirmed or deleted
 */
export async function updatePendingAccount(
  connection: HubConnection,
  asked: ActivationWithEmail & { readonly account: string },
  now: Date,
): Promise<string | null> {
  const remade = await connection.query<{ id: string }>(REMAKE, [
    ...valuesOf(asked, now),
    asked.attempt,
    asked.submission,
    asked.account,
  ]);
  return remade[0]?.id ?? null;
}

function valuesOf(asked: ActivationWithEmail, now: Date): (string | null)[] {
  const { email, phc, secret, terms, language } = asked;
  return [
    now.toISOString(),
    email,
    phc,
    secret?.question ?? null,
    secret?.phc ?? null,
    terms.version,
    language,
  ];
}

const MAKE = `WITH spent AS (
    UPDATE letter SET spent_at = $1::timestamptz
    WHERE id = $10 AND spent_at IS NULL AND voided_at IS NULL AND expires_at > $1::timestamptz
    RETURNING number, insured
  ), voided AS (
    UPDATE letter SET voided_at = $1::timestamptz FROM spent
    WHERE (letter.number = spent.number OR letter.insured = spent.insured) AND kind = 'account' AND id <> $10
      AND spent_at IS NULL AND voided_at IS NULL
  ), made AS (
    INSERT INTO account (number, insured, email, phc, question, answer_phc, terms_version, terms_accepted_at,
        language, activated_at)
      SELECT number, insured, $2, $3, $4, $5, $6, $1::timestamptz, $7, $1::timestamptz FROM spent
    RETURNING id
  ), noted AS (
    UPDATE activation SET submission = $9, account = made.id FROM made WHERE attempt = $8
  ), asked AS (
    UPDATE account_request SET activated_at = $1::timestamptz, account = made.id FROM made WHERE letter = $10
  )
  SELECT id FROM made`;

const REMAKE = `WITH remade AS (
    UPDATE account SET email = $2, phc = $3, question = $4, answer_phc = $5, terms_version = $6,
      terms_accepted_at = $1::timestamptz, language = $7, activated_at = $1::timestamptz
    WHERE id = $10 AND confirmed_at IS NULL RETURNING id
  ), noted AS (
    UPDATE activation SET submission = $9 FROM remade WHERE attempt = $8
  ), voided AS (
    UPDATE confirmation SET voided_at = $1::timestamptz FROM remade
    WHERE account = remade.id AND spent_at IS NULL AND voided_at IS NULL
  )
  SELECT id FROM remade`;
