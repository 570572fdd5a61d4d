import { readBirthDate } from '../../../src-shared/values/birth-date.ts';
import { readLanguage } from '../../../src-shared/values/language-name.ts';
import { readName } from '../../../src-shared/values/names/person-name.ts';
import { readEmail, type EmailReason } from '../../../src-shared/values/contact/email.ts';
import { readPhone, type PhoneReason } from '../../../src-shared/values/contact/phone.ts';
import { keptPostalCode } from '../../../src-shared/values/contact/place.ts';
import { readMemberNumber } from '../../../src-shared/values/member-number.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import type { RowFault, RowValues } from '../imports/files/fields.ts';
import type { Note } from '../imports/findings.ts';
import { MEMBER_FIELDS } from '../imports/member-columns.ts';
import {
  BIRTH_DATE_WORDS,
  knownPlace,
  NUMBER_WORDS,
  PERSON_WORDS,
  readFiledNames,
} from '../imports/person-fields.ts';
import { RowFields } from '../imports/row-fields.ts';

/** A member of a file. Null: the field could not be read, so what head office has stays. */
export type FiledMember = Omit<Member, 'birthName' | 'birthDate' | 'postalCode' | 'country'> & {
  /** Empty: it is the family name. */
  readonly birthName: string | null;
  readonly birthDate: string | null;
  /** With its CEDEX; null with the country. */
  readonly postalCode: string | null;
  readonly country: string | null;
};

/** A valid row, or its fault. `number`: the number if it could be read, so that the member is not closed. */
export type CheckedMember =
  | { readonly ok: true; readonly member: FiledMember; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly fault: RowFault; readonly number: string | null };

const EMAIL_WORDS: Readonly<Record<EmailReason, string>> = {
  missing: 'missing',
  malformed: 'not an e-mail address',
  'too-long': 'longer than an e-mail address can be',
  comma: 'not an e-mail address: a comma stands for a dot',
  apostrophe: 'not an e-mail address: its apostrophe is curved; servers know the straight one',
  accent: 'not an e-mail address: an accent before the @',
  several: 'several e-mail addresses, and none can be read by itself',
};

const PHONE_WORDS: Readonly<Record<PhoneReason, string>> = {
  missing: 'missing',
  malformed: 'not a telephone number such as 06 12 34 56 78 or +33612345678',
  range: 'a telephone number that nobody can have',
  several: 'several telephone numbers, and none can be read by itself',
};

/**
 * Checks one row field by field. Number and names decide about the row, other fields about themselves.
 * @param today ISO date
 */
export function checkMember(values: RowValues, today: string): CheckedMember {
  const row = new RowFields(MEMBER_FIELDS, values);
  const number = row.required('number', readMemberNumber, NUMBER_WORDS);
  const names = readFiledNames(row);
  const givenName = row.required('givenName', readName, PERSON_WORDS.name);
  const birthDate = row.known('birthDate', (text) => readBirthDate(text, today), BIRTH_DATE_WORDS, true);
  const place = knownPlace(row);
  const email = row.optional('email', readEmail, EMAIL_WORDS);
  const phone = row.optional('phone', readPhone, PHONE_WORDS);
  const language = row.optional('language', readLanguage, PERSON_WORDS.language);
  if (number === null || names === null || givenName === null)
    return { ok: false, fault: row.fault ?? { field: null, words: 'missing' }, number };
  const member: FiledMember = {
    ...names,
    ...{ number, givenName, birthDate, email, phone },
    postalCode: place === null ? null : keptPostalCode(place),
    country: place?.country ?? null,
    ...(language === null ? {} : { language }),
  };
  return { ok: true, member, notes: row.notes };
}
