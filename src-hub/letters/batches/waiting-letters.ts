import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import { type AddressHold, letterPlace } from '../../people/addresses/held-addresses.ts';
import { subjectSql } from '../../people/subjects.ts';
import type { LetterNews } from '../../mail/letter-news.ts';
import { LETTER_GAP, LETTER_WINDOW, LETTERS_PER_WINDOW } from '../../../src-shared/policy/letters.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { addressBlock, type AddressBlock } from '../../../src-shared/values/contact/address-block.ts';

/** What a letter contains: a code to set a password, the provisional password of an account, or only news. */
export type LetterKind = 'password' | 'account' | 'notice';

/** Where the next read of waiting letters continues. */
export interface LetterCursor {
  /** As text of the database: a `Date` would lose the microseconds. */
  readonly requestedAt: string;
  readonly id: string;
}

/** A requested letter that is not yet made, with its addressee. */
export interface WaitingLetter {
  readonly id: string;
  readonly kind: LetterKind;
  /** Why nobody asked for it; null: somebody did. */
  readonly because: 'voided' | null;
  readonly requested_at: Date;
  /** `requested_at` as {@link LetterCursor} needs it. */
  readonly place: string;
  /** Null for a person who is only insured. */
  readonly number: string | null;
  /** Subject of the holder (see `subjectOf`). */
  readonly subject: string;
  readonly family_name: string;
  readonly given_name: string;
  /** For an account: the language of its request. Null when unknown. */
  readonly language: Language | null;
  readonly lines: string[] | null;
  readonly postal_code: string | null;
  readonly town: string | null;
  readonly country: string;
  /** Where letters go instead of an address that was reported lately. */
  readonly holds: readonly AddressHold[] | null;
  /** What a notice tells, oldest first; null for other kinds. */
  readonly news: readonly ToldNews[] | null;
}

/** One thing that a notice tells. `at`: ISO 8601. */
export interface ToldNews {
  readonly what: LetterNews;
  readonly at: string;
}

/**
 * SQL condition on `letter`: it is no notice, or its holder has not had one for a day and fewer than four in 30 days.
 * Until then its news are collected. `$4`, `$5`: those two moments.
 */
const NOTICE_IS_DUE = `(letter.kind <> 'notice' OR NOT EXISTS (
    SELECT FROM letter sent JOIN letter_batch batch ON batch.id = sent.batch
    WHERE sent.kind = 'notice' AND (sent.number = letter.number OR sent.insured = letter.insured)
      AND batch.made_at > $5::timestamptz
    HAVING count(*) >= ${LETTERS_PER_WINDOW} OR max(batch.made_at) > $4::timestamptz))`;

/** Why a letter has no usable address. `new-address`: the only one was reported less than 14 days ago. */
export type AddressFault = 'no-address' | 'new-address' | Extract<AddressBlock, { ok: false }>['reason'];

/**
 * Reads and locks the next waiting letters, oldest first. Letters of closed people are skipped, and notices that come too
 * soon after another.
 */
export function readWaitingLetters(
  connection: HubConnection,
  after: LetterCursor | null,
  limit: number,
  now: Date,
): Promise<WaitingLetter[]> {
  const ago = (span: number): string => new Date(now.getTime() - span).toISOString();
  return connection.query<WaitingLetter>(
    `SELECT letter.id, letter.kind, letter.because, letter.requested_at, letter.requested_at::text AS place, letter.number,
       ${subjectSql('letter.number', 'letter.insured')} AS subject,
       coalesce(member.family_name, insured.family_name) AS family_name,
       coalesce(member.given_name, insured.given_name) AS given_name,
       coalesce(request.language, member.language, insured.language) AS language,
       coalesce(address.lines, insured.lines) AS lines,
       coalesce(address.postal_code, insured.postal_code) AS postal_code,
       coalesce(address.town, insured.town) AS town,
       coalesce(address.country, insured.country, '${DEFAULT_COUNTRY}') AS country,
       (SELECT json_agg(json_build_object('what', what, 'at', at) ORDER BY at) FROM letter_news
        WHERE letter_news.letter = letter.id) AS news,
       (SELECT json_agg(json_build_object('place', hold.place, 'instead', CASE WHEN hold.town IS NOT NULL THEN
          json_build_object('lines', hold.lines, 'postalCode', hold.postal_code, 'town', hold.town,
            'country', hold.country) END))
        FROM address_hold hold WHERE hold.subject = ${subjectSql('letter.number', 'letter.insured')}
          AND hold.until > $6::timestamptz) AS holds
     FROM letter
       LEFT JOIN member ON member.number = letter.number AND member.closed_at IS NULL
       LEFT JOIN member_address address ON address.number = member.number
       LEFT JOIN insured ON insured.nir = letter.insured AND insured.closed_at IS NULL
       LEFT JOIN account_request request ON request.id = letter.id
     WHERE letter.batch IS NULL AND letter.spent_at IS NULL AND letter.voided_at IS NULL
       AND (member.number IS NOT NULL OR insured.nir IS NOT NULL)
       AND ${NOTICE_IS_DUE}
       AND ($1::timestamptz IS NULL OR (letter.requested_at, letter.id) > ($1::timestamptz, $2::uuid))
     ORDER BY letter.requested_at, letter.id
     LIMIT $3 FOR UPDATE OF letter SKIP LOCKED`,
    [after?.requestedAt ?? null, after?.id ?? null, limit, ago(LETTER_GAP), ago(LETTER_WINDOW), ago(0)],
  );
}

/** The lines of the address block, or why there are none. */
export function addressOf(
  letter: WaitingLetter,
):
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: AddressFault } {
  if (letter.lines === null || letter.postal_code === null || letter.town === null)
    return { ok: false, reason: 'no-address' };
  const { lines, postal_code: postalCode, town, country } = letter;
  const place = letterPlace({ lines, postalCode, town, country }, letter.holds ?? []);
  if (place === null) return { ok: false, reason: 'new-address' };
  return addressBlock({
    givenName: letter.given_name,
    familyName: letter.family_name,
    ...{ ...place, country: place.country ?? DEFAULT_COUNTRY },
  });
}
