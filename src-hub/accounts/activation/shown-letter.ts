import type { HubSecret } from '../../basics/hub-secret.ts';
import { LETTERS_LOOKED_AT } from '../../letters/codes/spend-code.ts';
import { timingSafeEqual } from 'node:crypto';
import { type Holder, subjectOf } from '../../../src-shared/values/holder.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { provisionalMac } from '../../letters/codes/letter-code.ts';

/** Result for a typed provisional password. `used`: spent, or void because another one was used. */
export type ShownLetter =
  | { readonly state: 'live'; readonly letter: string; readonly person: Person }
  | { readonly state: 'wrong' | 'expired' | 'used' };

export interface Person {
  readonly family_name: string;
  readonly birth_name: string | null;
  readonly given_name: string;
  readonly birth_date: string;
}

interface MadeLetter extends Person {
  readonly id: string;
  readonly code_mac: Uint8Array;
  readonly expires_at: Date | null;
  readonly ended: boolean;
  /** What letters of a person who is only insured were bound to before these had an identity of their own. */
  readonly hashes: readonly string[];
}

const LETTERS = {
  member: lettersOf('letter.number', 'member', 'member.number', `ARRAY[]::text[]`),
  insured: lettersOf(
    ...(['letter.insured', 'insured', 'insured.nir'] as const),
    `ARRAY(SELECT encode(hash, 'hex') FROM nir_hash WHERE person = insured.nir)`,
  ),
} as const;

/** Compares a provisional password with those of the holder's letters; each comparison takes constant time. */
export async function findShownLetter(
  query: HubConnection['query'],
  secret: HubSecret,
  shown: { readonly holder: Holder; readonly code: string },
  now: Date,
): Promise<ShownLetter> {
  const { holder, code } = shown;
  const key = holder.situation === 'member' ? holder.number : Buffer.from(holder.nir, 'hex');
  const letters = await query<MadeLetter>(LETTERS[holder.situation], [key]);
  const matching = letters.filter(({ code_mac, hashes }) =>
    [holder, ...hashes.map((nir): Holder => ({ situation: 'insured', nir }))].some((one) =>
      timingSafeEqual(code_mac, provisionalMac(secret.of(code_mac), subjectOf(one), code)),
    ),
  );
  const open = matching.filter(({ ended }) => !ended);
  const live = open.find(({ expires_at }) => expires_at !== null && expires_at > now);
  if (live) return { state: 'live', letter: live.id, person: live };
  return { state: matching.length === 0 ? 'wrong' : open.length === 0 ? 'used' : 'expired' };
}

function lettersOf(column: string, table: string, key: string, hashes: string): string {
  return `SELECT letter.id, code_mac, expires_at, spent_at IS NOT NULL OR voided_at IS NOT NULL AS ended,
      family_name, birth_name, given_name, birth_date, ${hashes} AS hashes
    FROM letter JOIN ${table} ON ${key} = ${column}
    WHERE ${column} = $1 AND kind = 'account' AND code_mac IS NOT NULL AND closed_at IS NULL
    ORDER BY requested_at DESC LIMIT ${LETTERS_LOOKED_AT}`;
}
