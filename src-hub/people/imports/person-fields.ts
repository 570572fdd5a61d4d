import type { BirthDateReason } from '../../../src-shared/values/birth-date.ts';
import { readFamilyNames } from '../../../src-shared/values/names/family-names.ts';
import {
  FAMILY_NAME_MAX_LENGTH,
  type FamilyNameReason,
} from '../../../src-shared/values/names/person-name.ts';
import { hasFrenchPost } from '../../../src-shared/values/contact/country.ts';
import { readPlace, type Place, type PlaceReason } from '../../../src-shared/values/contact/place.ts';
import type { MemberNumberReason } from '../../../src-shared/values/member-number.ts';
import type { NirReason } from '../../../src-shared/values/nir.ts';
import { taken, type Reading } from '../../../src-shared/values/reading.ts';
import { LANGUAGES } from '../../../src-shared/messages/languages.ts';
import type { RowFields } from './row-fields.ts';

/** What is wrong with the fields of a person, and what to do: for the people who correct the file. */
export const PERSON_WORDS = {
  name: `not 1 to ${FAMILY_NAME_MAX_LENGTH} characters with a letter, none of them invisible`,
  language: `none of ${LANGUAGES.join(', ')}`,
} as const;

export const BIRTH_DATE_WORDS: Readonly<Record<BirthDateReason, string>> = {
  missing: 'not known',
  malformed: 'not a day of birth such as 07/03/1941 or 1941-03-07, with zeros for what is not known',
  'no-such-day': 'a day that does not exist (give zeros for what is not known: 00/02/1941)',
  future: 'in the future',
  'too-old': 'more than 130 years ago',
};

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

/** The family names of a row. */
export interface FiledNames {
  readonly familyName: string;
  /** Null: the row does not tell, so what head office has stays. Empty: it is the family name. */
  readonly birthName: string | null;
}

/** Reads the family names of a row: both fields together, since either may have both. */
export function readFiledNames<Field extends string>(
  row: RowFields<Field | 'familyName' | 'birthName'>,
): FiledNames | null {
  const born = row.kept('birthName', readBirthName, PERSON_WORDS.name);
  const names = row.required('familyName', (text) => readFamilyNames(text, born ?? ''), PERSON_WORDS.name);
  if (names === null) return null;
  return { familyName: names.used, birthName: names.birth ?? (born === null ? null : '') };
}

function readBirthName(text: string): Reading<string, FamilyNameReason> {
  const read = readFamilyNames(text);
  return read.ok ? taken(text) : read;
}

const PLACE_WORDS: Readonly<Record<PlaceReason, string>> = {
  missing: 'missing',
  malformed: 'not the 5 digits of a French postal code (has it lost a leading zero?)',
  unused: 'no French address has this postal code',
  'other-country': 'a postal code of another country: name it in a column `country` (pays)',
  'unknown-country': 'neither two letters of ISO 3166 nor the name of a country in French or English',
};

/** The place of a row, or the field that is wrong. A lost leading zero is not guessed. */
export type FiledPlace =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly field: 'postalCode' | 'country'; readonly words: string };

type PlacedRow = Pick<RowFields<'postalCode' | 'country'>, 'damage' | 'text' | 'note'>;

/**
 * Reads postal code and country of a row together. A note tells of a country that only the form of the code names.
 * @param row has these two fields
 */
export function readFiledPlace(row: PlacedRow): FiledPlace {
  for (const field of ['postalCode', 'country'] as const) {
    const words = row.damage(field);
    if (words !== null) return { ok: false, field, words };
  }
  const country = row.text('country');
  const read = readPlace(row.text('postalCode'), country);
  if (read.ok) {
    if (country === '' && !hasFrenchPost(read.value.country))
      row.note(
        'postalCode',
        'doubtful',
        'taken as of another country by its form; a column `country` (pays) says it',
      );
    return { ok: true, place: read.value };
  }
  const field = read.reason === 'unknown-country' ? 'country' : 'postalCode';
  return { ok: false, field, words: PLACE_WORDS[read.reason] };
}

/** The place of a row; null: it cannot be read, so what head office has stays, and a note says so. */
export function knownPlace(row: PlacedRow): Place | null {
  const read = readFiledPlace(row);
  if (read.ok) return read.place;
  row.note(read.field, 'kept', read.words);
  return null;
}
