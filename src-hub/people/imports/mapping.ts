import { z } from 'zod';
import { FIELDS, OPTIONAL_FIELD, type Field } from './fields.ts';

const name = z.string().min(1);
const nameOrNone = name.nullable();

/** Schema of a mapping file: for each field the header, or key of NDJSON, that holds it; null: the file has none. */
export const mappingSchema = z.strictObject({
  number: name.optional(),
  familyName: name.optional(),
  givenName: name.optional(),
  birthDate: name.optional(),
  postalCode: name.optional(),
  email: nameOrNone.optional(),
  phone: nameOrNone.optional(),
  language: nameOrNone.optional(),
});

/** What a mapping file says; fields that it does not name are found by their usual headers. */
export type Mapping = Readonly<Record<string, string | null | undefined>>;

/** What the columns of a kind of file are. */
export interface FileColumns {
  /** In the order in which the values of a row stand. */
  readonly fields: readonly string[];
  /** Headers by which each is found, without case, accents, spaces and punctuation. */
  readonly usual: Readonly<Record<string, readonly string[]>>;
  /** Fields that a file may be without unasked. */
  readonly optional: readonly string[];
  /** Fields that a file may be without when its mapping says so. */
  readonly nullable: readonly string[];
  /** Fields that lines of NDJSON may have as numbers. */
  readonly numeric: readonly string[];
}

/** Usual headers without case, accents, spaces and punctuation. */
const USUAL: Readonly<Record<Field, readonly string[]>> = {
  number: [
    'number',
    'numero',
    'numeroadherent',
    'numadherent',
    'nadherent',
    'noadherent',
    'adherent',
    'numerodadherent',
  ],
  familyName: ['familyname', 'nom', 'nomdefamille', 'nomadherent'],
  givenName: ['givenname', 'prenom', 'prenomadherent'],
  birthDate: ['birthdate', 'datedenaissance', 'datenaissance', 'naissance', 'neele', 'datenais'],
  postalCode: ['postalcode', 'codepostal', 'cp'],
  email: [
    'email',
    'mail',
    'courriel',
    'adressemail',
    'adresseemail',
    'adressecourriel',
    'adresseelectronique',
  ],
  phone: [
    'phone',
    'telephone',
    'tel',
    'telephonemobile',
    'telephoneportable',
    'mobile',
    'portable',
    'numerodetelephone',
  ],
  language: ['language', 'langue'],
};

/** The columns of a file of members. */
export const MEMBER_COLUMNS: FileColumns = {
  fields: FIELDS,
  usual: USUAL,
  optional: [OPTIONAL_FIELD],
  nullable: ['email', 'phone'],
  numeric: [],
};

/** Where each field stands in a row, by index of the column; null: nowhere. Or what is wrong, one line each. */
export type Columns =
  | { readonly ok: true; readonly at: readonly (number | null)[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Finds the column of each field by the mapping, else by its usual headers. */
export function findColumns(
  header: readonly string[],
  mapping: Mapping,
  columns: FileColumns = MEMBER_COLUMNS,
): Columns {
  const { fields, usual, optional } = columns;
  const problems: string[] = [];
  const at = fields.map((field) => {
    const wanted = mapping[field];
    if (wanted === null) return null;
    const found =
      wanted === undefined ? usualColumns(header, usual[field] ?? []) : namedColumns(header, wanted);
    if (found.length > 1)
      problems.push(
        `several columns could be ${field}: ${found.map((column) => quote(header[column])).join(', ')}; say which in a mapping`,
      );
    else if (found.length === 0 && (wanted !== undefined || !optional.includes(field)))
      problems.push(describeMissing(field, wanted, columns));
    return found[0] ?? null;
  });
  if (problems.length === 0) return { ok: true, at };
  return { ok: false, problems: [...problems, describeHeader(header)] };
}

function usualColumns(header: readonly string[], usual: readonly string[]): number[] {
  return indexesWhere(header, (cell) => usual.includes(plain(cell)));
}

function namedColumns(header: readonly string[], wanted: string): number[] {
  const exact = indexesWhere(header, (cell) => cell.trim() === wanted.trim());
  return exact.length > 0 ? exact : indexesWhere(header, (cell) => plain(cell) === plain(wanted));
}

function indexesWhere(header: readonly string[], test: (cell: string) => boolean): number[] {
  return header.flatMap((cell, index) => (test(cell) ? [index] : []));
}

function describeMissing(field: string, wanted: string | undefined, { nullable }: FileColumns): string {
  if (wanted !== undefined) return `no column ${quote(wanted)} for ${field}`;
  const way = nullable.includes(field) ? `, or "${field}": null when the file has none` : '';
  return `no column for ${field}: name it in a mapping${way}`;
}

/** A first line with numbers or addresses in it is a member and no header: it is not shown. */
function describeHeader(header: readonly string[]): string {
  const looksPersonal = header.some((cell) => /@|\d{4}|\d{2}\D\d{2}\D/u.test(cell));
  if (looksPersonal) return 'the first line looks like a member, not like headers';
  return `columns of the file: ${header.map(quote).join(', ')}`;
}

function quote(text: string | undefined): string {
  return `"${text ?? ''}"`;
}

/** Text by which headers and words are told apart: without case, accents, spaces and punctuation. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '');
}
