import type { FileColumns } from '../../../people/imports/mapping.ts';

/** What the check of a row needs. */
export interface RowContext {
  /** Line at which the row begins, counted from 1. */
  readonly line: number;
  /** `HUB_SECRET`. */
  readonly secret: string;
  /** ISO date in France. */
  readonly today: string;
  /** Cryptographically strong random bytes. */
  readonly randomBytes: (count: number) => Buffer;
}

/** A row that can be loaded, or why not: an English text without content of the row. */
export type CheckedData =
  | {
      readonly ok: true;
      /** Tells rows of a file apart: of two with one key the last counts. */
      readonly key: string;
      /** In order of {@link DataFile.columns}. */
      readonly cells: readonly (string | null)[];
    }
  | { readonly ok: false; readonly fault: string };

/** A kind of file for the member space: its columns, the check of its rows, and the table that they go to. */
export interface DataFile<Field extends string = string> {
  /** Name of the command, and what its rows are. */
  readonly name: 'reimbursements' | 'guarantees' | 'contracts' | 'devices';
  /** What it is, for the list of commands. */
  readonly about: string;
  readonly headers: Omit<FileColumns, 'fields'> & { readonly fields: readonly Field[] };
  readonly table: 'reimbursement' | 'guarantee_item' | 'contract' | 'device';
  /** Columns of the table that a row fills: first those that tell its rows apart. */
  readonly columns: readonly string[];
  /** How many of the columns tell rows apart. */
  readonly keys: number;
  /** From which column on they are for new rows alone; null: all are brought up to date. */
  readonly onlyNew: number | null;
  /** Whether `holder` of each row must be somebody whom head office knows. */
  readonly hasHolder: boolean;
  /** When rows go that the file does not have: with `--full`, always, or never. */
  readonly replaces: 'full' | 'always' | 'never';
  /** How many of the keys name what is counted before rows go: when too much of it would be gone, it must be forced. */
  readonly counted: number;
  /** Checks one row. @param texts by field, cleaned by `cleanText`; nothing: empty */
  readonly check: (texts: Readonly<Record<Field, string>>, context: RowContext) => CheckedData;
  /**
   * What keeps rows of the table from going although the row of the file is at fault: a value of {@link kept}.
   * @returns null when it cannot be told
   */
  readonly keep: (texts: Readonly<Record<Field, string>>, context: RowContext) => string | null;
  /** Column of the table that `keep` speaks of. */
  readonly kept: string;
}
