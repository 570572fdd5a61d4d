import type { FileColumns } from '../../../people/imports/mapping.ts';

export interface RowContext {
  /** Line at which the row begins, from 1. */
  readonly line: number;
  /** `HUB_SECRET`. */
  readonly secret: string;
  /** ISO date in France. */
  readonly today: string;
  /** Cryptographically strong. */
  readonly randomBytes: (count: number) => Buffer;
}

/** A valid row, or its fault: an English text without content of the row. */
export type CheckedData =
  | {
      readonly ok: true;
      /** Identifies the row: of two rows with one key the later counts. */
      readonly key: string;
      /** In the order of {@link DataFile.columns}. */
      readonly cells: readonly (string | null)[];
    }
  | { readonly ok: false; readonly fault: string };

/** A kind of file for the member space: its columns, the check of its rows, and its table. */
export interface DataFile<Field extends string = string> {
  /** Name of the command, and word for its rows. */
  readonly name: 'reimbursements' | 'guarantees' | 'contracts' | 'devices';
  /** Description for the list of commands. */
  readonly about: string;
  readonly headers: Omit<FileColumns, 'fields'> & { readonly fields: readonly Field[] };
  readonly table: 'reimbursement' | 'guarantee_item' | 'contract' | 'device';
  /** Columns of the table that a row fills; the key columns come first. */
  readonly columns: readonly string[];
  /** How many of the columns are the key. */
  readonly keys: number;
  /** Index of the first column that is written for new rows only; null: all columns are updated. */
  readonly onlyNew: number | null;
  /** Whether head office must know the `holder` of each row. */
  readonly hasHolder: boolean;
  /** When rows that are not in the file are deleted: with `--full`, always, or never. */
  readonly replaces: 'full' | 'always' | 'never';
  /** How many key columns identify what is counted before a deletion. Deleting too many needs `--force`. */
  readonly counted: number;
  /** Checks one row. @param texts by field, cleaned by `cleanText`; a missing value is empty */
  readonly check: (texts: Readonly<Record<Field, string>>, context: RowContext) => CheckedData;
  /**
   * What must not be deleted because of a faulty row: a value of the column {@link kept}.
   * @returns null when it is unknown
   */
  readonly keep: (texts: Readonly<Record<Field, string>>, context: RowContext) => string | null;
  /** Column of the table for the values of `keep`. */
  readonly kept: string;
}
