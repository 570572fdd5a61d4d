import { readFiledDay } from '../../../src-shared/values/day.ts';
import { FAMILY_NAME_MAX_LENGTH, isPersonName } from '../../../src-shared/values/person-name.ts';
import { isUsablePostalCode } from '../../../src-shared/values/contact/postal-code.ts';
import type { MemberNumberReason } from '../../../src-shared/values/member-number.ts';
import type { NirReason } from '../../../src-shared/values/nir.ts';
import { refused, taken, type Reading } from '../../../src-shared/values/reading.ts';

/** What is wrong with the fields of a person, and what to do: for the people who correct the file. */
export const PERSON_WORDS = {
  name: `not 1 to ${FAMILY_NAME_MAX_LENGTH} characters with a letter, none of them invisible`,
  birthDate: 'not a day of birth such as 07/03/1941 or 1941-03-07',
  postalCode: 'not the 5 digits of a French postal code (has it lost a leading zero?)',
  language: 'neither fr nor en',
} as const;

export const NUMBER_WORDS: Readonly<Record<MemberNumberReason, string>> = {
  missing: 'missing',
  malformed: 'not 6 to 10 digits',
  length: 'not 6 to 10 digits',
  rounded: 'rounded by a spreadsheet, as 1,23457E+06: its last digits are lost; export the column as text',
};

export const NIR_WORDS: Readonly<Record<NirReason, string>> = {
  missing: 'missing',
  malformed: 'not 13 characters and 2 digits of the key (has a workbook rounded it?)',
  'no-key': 'the two digits of the key are missing',
  key: 'the key does not fit, so at least one character is wrong',
};

/** Nobody who was born earlier can be a member now. */
const EARLIEST_BIRTH = '1880-01-01';

/** Reads a name of a file as it stands. */
export function readFiledName(text: string): Reading<string, 'name'> {
  return text.length <= FAMILY_NAME_MAX_LENGTH && isPersonName(text) ? taken(text) : refused('name');
}

/** Reads a birth date of a file. @param today ISO date */
export function readFiledBirthDate(text: string, today: string): Reading<string, 'birth-date'> {
  const read = readFiledDay(text, { from: EARLIEST_BIRTH, until: today });
  return read.ok ? read : refused('birth-date');
}

/** Reads a postal code of a file. A lost leading zero is not guessed. */
export function readFiledPostalCode(text: string): Reading<string, 'postal-code'> {
  const code = text.replaceAll(' ', '');
  return isUsablePostalCode(code) ? taken(code) : refused('postal-code');
}
