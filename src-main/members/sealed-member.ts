import { z } from 'zod';
import type { Vault } from '../database/vault.ts';
import { NO_POSTAL_CODE } from '../../src-shared/hub-api/feed.ts';
import { DEFAULT_COUNTRY } from '../../src-shared/values/contact/country.ts';
import { isPostalCode } from '../../src-shared/values/contact/postal-code.ts';
import { readEmail } from '../../src-shared/values/contact/email.ts';
import { memberSchema, type Member } from '../../src-shared/hub-api/member.ts';

/** Purpose of the key that seals members. */
export const MEMBER_PURPOSE = 'member';

const { number, familyName, birthName, givenName, birthDate, postalCode, country, email, phone, language } =
  memberSchema.shape;

/** Order of the fields in a sealed member, as in a line of the feed. New fields go to the end. */
const sealedSchema = z.tuple([
  number,
  familyName,
  givenName,
  birthDate,
  postalCode,
  email,
  phone,
  language.unwrap().nullable(),
  country,
  postalCode.optional(),
  birthName.nullable(),
]);

/** Look-up key of a member number in the replica. */
export function memberNumberKey(vault: Vault, memberNumber: string): string {
  return vault.blindIndex('member-number', memberNumber);
}

/** A value that shows whether rows were sealed with the vault's data key. */
export function memberKeyMark(vault: Vault): string {
  return vault.blindIndex('member-replica', 'key mark');
}

/** Seals a member as one blob. */
export function sealMember(vault: Vault, member: Member): Buffer {
  return vault.seal(MEMBER_PURPOSE, memberText(member));
}

/** The text that is sealed: a JSON array in a fixed order. */
export function memberText(member: Member): string {
  const { country = DEFAULT_COUNTRY, postalCode, birthName = null } = member;
  const isUsual =
    country === DEFAULT_COUNTRY && postalCode !== null && isPostalCode(postalCode) && birthName === null;
  return JSON.stringify([
    member.number,
    member.familyName,
    member.givenName,
    member.birthDate,
    /^[0-9]{5}(?![0-9])/u.exec(postalCode ?? '')?.[0] ?? NO_POSTAL_CODE,
    member.email,
    member.phone,
    member.language ?? null,
    ...(isUsual ? [] : [country, postalCode, ...(birthName === null ? [] : [birthName])]),
  ]);
}

/**
 * Opens a member. Its e-mail address is in the normal form; one that cannot be read is null.
 * @throws when the blob was changed or sealed with another data key
 */
export function openMember(vault: Vault, sealed: Uint8Array): Member {
  const fields = sealedSchema.parse(JSON.parse(vault.open(MEMBER_PURPOSE, sealed)));
  const email = readEmail(fields[5] ?? '');
  const member: Member = {
    number: fields[0],
    familyName: fields[1],
    givenName: fields[2],
    birthDate: fields[3],
    postalCode: fields[9] === undefined ? fields[4] : fields[9],
    email: email.ok ? email.value : null,
    phone: fields[6],
    ...(fields[8] !== undefined && fields[8] !== DEFAULT_COUNTRY && { country: fields[8] }),
    ...(typeof fields[10] === 'string' && { birthName: fields[10] }),
  };
  return fields[7] === null ? member : { ...member, language: fields[7] };
}
