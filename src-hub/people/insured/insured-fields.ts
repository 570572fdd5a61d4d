import type { RowFault } from '../imports/fields.ts';

/** Column names of CSV, or keys of NDJSON, in any order. */
export const INSURED_FIELDS = [
  'nir',
  'family_name',
  'given_name',
  'birth_date',
  'line1',
  'line2',
  'line3',
  'line4',
  'postal_code',
  'town',
  'language',
] as const;

export type InsuredField = (typeof INSURED_FIELDS)[number];

/** Fields that may be missing from a file. */
export const OPTIONAL_FIELDS: readonly InsuredField[] = ['line2', 'line3', 'line4', 'language'];

/** Values in the order of {@link INSURED_FIELDS}; null: missing, or not text. */
export type InsuredValues = readonly (string | null)[];

/** Why a row cannot be split into values. */
export type CutFault = Extract<RowFault['kind'], 'columns' | 'quotes' | 'too-long' | 'not-json'>;

/** Why a row is refused. */
export type InsuredFault =
  | CutFault
  | 'encoding'
  | 'control-character'
  | 'nir-missing'
  | 'nir-malformed'
  | 'nir-key'
  | 'nir-no-key'
  | 'name'
  | 'birth-date'
  | 'address'
  | 'line-too-long'
  | 'too-many-lines'
  | 'postal-code'
  | 'language';

/** One row of a file. It contains the NIR, so it is never stored or shown. */
export interface InsuredRow {
  /** Line at which it begins, from 1. */
  readonly line: number;
  readonly content: InsuredValues | CutFault;
}

const FAULT_WORDS: Readonly<Record<InsuredFault, string>> = {
  columns: 'more or fewer columns than the header',
  quotes: 'a quote that is not closed or stands alone',
  'too-long': 'the line is too long',
  'not-json': 'not a JSON object',
  encoding: 'a character that is not of this encoding',
  'control-character': 'a control character',
  'nir-missing': 'nir: missing',
  'nir-malformed': 'nir: not 13 characters and 2 digits of the key (has a workbook rounded it?)',
  'nir-no-key': 'nir: the two digits of the key are missing',
  'nir-key': 'nir: the key does not fit, so at least one character is wrong',
  name: 'family_name, given_name: 1 to 100 characters, with a letter that can be printed',
  'birth-date': 'birth_date: not a day of birth such as 07/03/1941 or 1941-03-07',
  address: 'line1, town: missing',
  'line-too-long': 'a line of the address has more than 38 characters',
  'too-many-lines': 'more than six lines with the name and the town',
  'postal-code': 'postal_code: not 5 digits (has it lost a leading zero?)',
  language: 'language: neither fr nor en',
};

/** Words for a fault, without content of the row. */
export function insuredFaultText(fault: InsuredFault): string {
  return FAULT_WORDS[fault];
}
