/** Fields of a member's row, in the order of its values. */
export const FIELDS = [
  'number',
  'familyName',
  'givenName',
  'birthDate',
  'postalCode',
  'email',
  'phone',
  'language',
] as const;

/** Name of a field, as in a mapping file and in NDJSON. */
export type Field = (typeof FIELDS)[number];

/**
 * The only field that a file may lack without saying so. `email` and `phone` may be missing when the mapping says so.
 */
export const OPTIONAL_FIELD: Field = 'language';

/** Values of {@link FIELDS}. Null: empty; undefined: not in the row. */
export type RowValues = readonly (string | null | undefined | NotText)[];

/** A value that should be text, such as a number that has lost its leading zeros. */
export interface NotText {
  readonly notText: true;
}

/** Why a row is not imported. It names a field and a kind, never content. */
export type RowFault =
  | { readonly kind: 'columns' | 'quotes' | 'too-long' | 'not-json'; readonly field?: undefined }
  | {
      readonly kind: 'encoding' | 'control-character' | 'missing' | 'not-text' | 'rounded';
      readonly field: string;
    }
  | { readonly kind: 'invalid'; readonly field: Field };

/** One row of a file. */
export interface SourceRow {
  /** Line at which it begins, from 1. */
  readonly line: number;
  /** As written in the file, for the file of rejects. */
  readonly raw: string;
  readonly content: RowValues | RowFault;
}

/** What is wrong with a field, for the people who correct the file. */
const INVALID_WORDS: Readonly<Record<Field, string>> = {
  number: 'not 6 to 10 digits',
  familyName: 'not 1 to 100 characters with a letter, none of them invisible',
  givenName: 'not 1 to 100 characters with a letter, none of them invisible',
  birthDate: 'not a day of birth such as 07/03/1941 or 1941-03-07',
  postalCode: 'not the 5 digits of a French postal code (has it lost a leading zero?)',
  email: 'not an e-mail address',
  phone: 'not a telephone number such as 06 12 34 56 78 or +33612345678',
  language: 'neither fr nor en',
};

const FAULT_WORDS: Readonly<Record<Exclude<RowFault['kind'], 'invalid'>, string>> = {
  columns: 'more or fewer columns than the header',
  quotes: 'a quote that is not closed or stands alone',
  'too-long': 'the line is too long',
  'not-json': 'not a JSON object',
  encoding: 'a character that is not of this encoding',
  'control-character': 'a control character',
  missing: 'missing',
  rounded: 'rounded by a spreadsheet, as 1,23457E+06: its last digits are lost; export the column as text',
  'not-text': 'not text in quotes (leading zeros would be lost)',
};

/** Words for a fault in English, without content of the row. */
export function faultText(fault: RowFault): string {
  if (fault.field === undefined) return FAULT_WORDS[fault.kind];
  return `${fault.field}: ${fault.kind === 'invalid' ? INVALID_WORDS[fault.field] : FAULT_WORDS[fault.kind]}`;
}
