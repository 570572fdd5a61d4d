import { readNir } from '../../../../src-shared/values/nir.ts';
import { readMemberNumber } from '../../../../src-shared/values/member-number.ts';

/** Content of a mapping file. Other fields are found by their usual headers. */
export type Mapping = Readonly<Record<string, string | null | undefined>>;

/** The columns of a kind of file. */
export interface FileColumns {
  /** In the order of a row's values. */
  readonly fields: readonly string[];
  /** Usual headers of each field, in the form of {@link plainWord}. */
  readonly usual: Readonly<Record<string, readonly string[]>>;
  /** Fields that a file may lack without saying so. */
  readonly optional: readonly string[];
  /** Fields that a file may lack when its mapping says so. */
  readonly nullable: readonly string[];
  /** Fields that may be numbers in NDJSON. */
  readonly numeric: readonly string[];
  /** Fields that say whose row it is, or which; one of them is enough. */
  readonly keys: readonly KeyField[];
}

/** A field that identifies a row. */
export interface KeyField {
  readonly field: string;
  /** Whether a text is such a key. It may be asked about cells of other columns. */
  readonly reads: (text: string) => boolean;
}

/** A member number that identifies a row. */
export const NUMBER_KEY: KeyField = { field: 'number', reads: (text) => readMemberNumber(text).ok };

/** A NIR that identifies a row, and its usual headers. */
export const NIR_KEY: KeyField & { readonly usual: readonly string[] } = {
  field: 'nir',
  reads: (text) => readNir(text).ok,
  usual: [
    'nir',
    'numeronir',
    'numerodesecuritesociale',
    'numerosecuritesociale',
    'nosecuritesociale',
    'securitesociale',
    'numeross',
    'numsecu',
    'ssn',
  ],
};

/** Headers that count only where none of the usual ones is: beside them, they are another name. */
const LESS_USUAL: Partial<Readonly<Record<string, readonly string[]>>> = {
  familyName: ['nomdusage', 'nomusage', 'nomusuel', 'nommarital', 'lastname', 'surname'],
};

/** Index of each field's column; null: the file does not have it. Or the problems, one line each. */
export type Columns =
  | { readonly ok: true; readonly at: readonly (number | null)[]; readonly found: number }
  | {
      readonly ok: false;
      readonly problems: readonly string[];
      /** How many fields have a column: none, when it is no header. */
      readonly found: number;
      /** Fields without a column. */
      readonly missing: readonly string[];
    };

/** Finds the column of each field: by the mapping, otherwise by its usual headers. */
export function findColumns(header: readonly string[], mapping: Mapping, columns: FileColumns): Columns {
  const { fields, usual, optional } = columns;
  const problems: string[] = [];
  const missing: string[] = [];
  const at = fields.map((field) => {
    const wanted = mapping[field];
    if (wanted === null) return null;
    const found =
      wanted === undefined
        ? usualColumns(header, [plainWord(field), ...(usual[field] ?? [])], LESS_USUAL[field])
        : namedColumns(header, wanted);
    if (found.length > 1)
      problems.push(
        `several columns could be ${field}: ${found.map((column) => quote(header[column])).join(', ')}; say which in a mapping`,
      );
    else if (found.length === 0 && (wanted !== undefined || !optional.includes(field))) {
      missing.push(field);
      problems.push(describeMissing(field, wanted, columns));
    }
    return found[0] ?? null;
  });
  const found = at.filter((column) => column !== null).length;
  // One of the keys is enough, but not none.
  const keys = columns.keys.map(({ field }) => field);
  if (missing.length === 0 && keys.every((field) => (at[fields.indexOf(field)] ?? null) === null)) {
    missing.push(...keys);
    problems.push(`no column for ${keys.join(' or ')}: name it in a mapping`);
  }
  if (problems.length === 0) return { ok: true, at, found };
  return { ok: false, problems: [...problems, describeHeader(header)], found, missing };
}

function usualColumns(
  header: readonly string[],
  usual: readonly string[],
  lessUsual: readonly string[] = [],
): number[] {
  const found = indexesWhere(header, (cell) => usual.includes(plainWord(cell)));
  return found.length > 0 ? found : indexesWhere(header, (cell) => lessUsual.includes(plainWord(cell)));
}

function namedColumns(header: readonly string[], wanted: string): number[] {
  const exact = indexesWhere(header, (cell) => cell.trim() === wanted.trim());
  return exact.length > 0 ? exact : indexesWhere(header, (cell) => plainWord(cell) === plainWord(wanted));
}

function indexesWhere(header: readonly string[], test: (cell: string) => boolean): number[] {
  return header.flatMap((cell, index) => (test(cell) ? [index] : []));
}

function describeMissing(field: string, wanted: string | undefined, { nullable }: FileColumns): string {
  if (wanted !== undefined) return `no column ${quote(wanted)} for ${field}`;
  const way = nullable.includes(field) ? `, or "${field}": null when the file has none` : '';
  return `no column for ${field}: name it in a mapping${way}`;
}

/** A first line with numbers or addresses is a member and not a header: it is not shown. */
function describeHeader(header: readonly string[]): string {
  const looksPersonal = header.some((cell) => /@|\d{4}|\d{2}\D\d{2}\D/u.test(cell));
  if (looksPersonal) return 'the first line looks like a member, not like headers';
  return `columns of the file: ${header.map(quote).join(', ')}`;
}

function quote(text: string | undefined): string {
  return `"${text ?? ''}"`;
}

/** Form in which headers and words are compared: without case, accents, spaces and punctuation. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '');
}
