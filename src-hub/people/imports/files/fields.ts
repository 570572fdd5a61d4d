/** Values of a row by the order of the fields of its file. Null: empty; undefined: not in the row. */
export type RowValues = readonly (string | null | undefined | NotText)[];

/** A value that should be text, such as a number that has lost its leading zeros. */
export interface NotText {
  readonly notText: true;
}

/** Why a row cannot be cut into values. `several-keys`: two keys of NDJSON are one field. */
export type CutKind = 'columns' | 'quotes' | 'too-long' | 'not-json' | 'several-keys';

/** A text of a damaged row that reads as what identifies its row, such as a member number. */
export interface KeyText {
  readonly field: string;
  readonly text: string;
}

/** A row that cannot be cut into values. */
export interface CutFault {
  readonly kind: CutKind;
  /** What can still identify the row; several, when it is not sure which cell it is. Empty: nothing. */
  readonly keys: readonly KeyText[];
}

/** One row of a file. */
export interface SourceRow {
  /** Line at which it begins, from 1. */
  readonly line: number;
  /** As written in the file, for the file of rejects. */
  readonly raw: string;
  readonly content: RowValues | CutFault;
}

/** Why a row is not imported: a column, and a kind and a remedy in English words. Never content. */
export interface RowFault {
  /** Null: the whole row. */
  readonly field: string | null;
  readonly words: string;
}

const CUT_WORDS: Readonly<Record<CutKind, string>> = {
  columns: 'more or fewer columns than the header (a separator within a text needs quotes around the text)',
  quotes: 'a quote that is not closed or stands alone (within a text in quotes it is written twice)',
  'too-long': 'the line is too long (has the file lost its ends of lines?)',
  'not-json': 'not a JSON object',
  'several-keys': 'two keys of the same meaning: leave one of them out',
};

/** The fault of a row that cannot be cut into values. */
export function cutFault(kind: CutKind): RowFault {
  return { field: null, words: CUT_WORDS[kind] };
}

/** A fault on one line: column, kind and remedy. */
export function faultText({ field, words }: RowFault): string {
  return field === null ? words : `${field}: ${words}`;
}
