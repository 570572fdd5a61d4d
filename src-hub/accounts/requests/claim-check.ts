import type { z } from 'zod';
import { samePostalCode } from '../../../src-shared/values/contact/place.ts';
import { sameBirthDate } from '../../../src-shared/values/birth-date.ts';
import { sameFamilyName, type FamilyNames } from '../../../src-shared/values/names/family-names.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { claimSchema } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { INSURED_SUBJECT, splitSubjects } from '../../people/subjects.ts';

/** What a visitor says about themselves. */
export type Claim = Omit<z.infer<typeof claimSchema>, 'holder'>;

/** A person whom head office knows, and who is not closed. */
export interface KnownHolder {
  readonly names: FamilyNames;
  /** In the form of `birthDateSchema`. */
  readonly birthDate: string;
  /** Of a member: the one of the feed, which the kiosks have too. Null: not known. */
  readonly postalCode: string | null;
  /** The confirmed account; null: none. */
  readonly account: {
    readonly id: string;
    readonly email: string;
    readonly language: Language;
    /** When the address was last mailed to somebody who had forgotten it. */
    readonly remindedAt: Date | null;
  } | null;
}

/** Compared with a claim about a person whom nobody knows. */
const NOBODY: Pick<KnownHolder, 'names' | 'birthDate'> = {
  names: { used: 'EXEMPLE', birth: null },
  birthDate: '1950-01-01',
};

/** The first part of a claim that does not match; null: all match. */
export type Mismatch = 'unknown-holder' | 'family-name' | 'birth-date' | 'postal-code' | null;

interface HolderRow {
  readonly subject: string;
  readonly family_name: string;
  readonly birth_name: string | null;
  readonly birth_date: string;
  readonly postal_code: string | null;
  readonly account: string | null;
  readonly email: string | null;
  readonly language: Language | null;
  readonly reminded_at: Date | null;
}

/**
 * Reads the people that claims name, in one query.
 * @param subjects from `subjectOf`
 * @returns holders by subject, without unknown and closed people
 */
export async function readHolders(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, KnownHolder>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<HolderRow>(
    `SELECT member.number AS subject, family_name, birth_name, birth_date, postal_code,
       account.id AS account, account.email, account.language, account.reminded_at
     FROM member LEFT JOIN account ON account.number = member.number AND account.confirmed_at IS NOT NULL
     WHERE member.number = ANY ($1::text[]) AND closed_at IS NULL
     UNION ALL
     SELECT '${INSURED_SUBJECT}' || encode(nir, 'hex'), family_name, birth_name, birth_date, postal_code,
       account.id, account.email, account.language, account.reminded_at
     FROM insured LEFT JOIN account ON account.insured = nir AND account.confirmed_at IS NOT NULL
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir)) AND closed_at IS NULL`,
    [numbers, nirs],
  );
  return new Map(rows.map((row) => [row.subject, knownHolderOf(row)]));
}

/**
 * Compares a claim with the named person. It does the same work for an unknown person, so that timing reveals nothing.
 */
export function mismatchOf(claim: Claim, holder: KnownHolder | undefined): Mismatch {
  const fits = {
    familyName: sameFamilyName(claim.familyName, holder?.names ?? NOBODY.names),
    birthDate: sameBirthDate(claim.birthDate, holder?.birthDate ?? NOBODY.birthDate),
    postalCode: samePostalCode(claim.postalCode, holder?.postalCode ?? ''),
  };
  if (holder === undefined) return 'unknown-holder';
  if (!fits.familyName) return 'family-name';
  if (!fits.birthDate) return 'birth-date';
  return fits.postalCode ? null : 'postal-code';
}

function knownHolderOf(row: HolderRow): KnownHolder {
  const { account: id, email, language, reminded_at: remindedAt } = row;
  const hasAccount = id !== null && email !== null && language !== null;
  return {
    names: { used: row.family_name, birth: row.birth_name },
    birthDate: row.birth_date,
    postalCode: row.postal_code,
    account: hasAccount ? { id, email, language, remindedAt } : null,
  };
}
