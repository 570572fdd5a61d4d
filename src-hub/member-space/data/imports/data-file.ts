import type { HubSecret } from '../../../basics/hub-secret.ts';
import type { Cents } from '../../../../src-shared/values/amount.ts';
import type { FileColumns } from '../../../people/imports/files/mapping.ts';
import type { RowFields } from '../../../people/imports/row-fields.ts';

export interface RowContext {
  /** Line at which the row begins, from 1. */
  readonly line: number;
  /** `HUB_SECRET`. */
  readonly secret: HubSecret;
  /** ISO date in the agency's zone. */
  readonly today: string;
  /** Largest amount that is taken. */
  readonly mostCents: Cents;
  /** Cryptographically strong. */
  readonly randomBytes: (count: number) => Buffer;
}

/** What a valid row becomes. */
export interface DataRow {
  /** Identifies the row: of two rows with one key the later counts. */
  readonly key: string;
  /** In the order of {@link DataFile.columns}. */
  readonly cells: readonly (string | null)[];
}

/** A kind of file for the member space: its columns, the check of its rows, and its table. */
export interface DataFile<Field extends string = string> {
  /** Name of the command, and word for its rows. */
  readonly name: 'reimbursements' | 'guarantees' | 'contracts' | 'devices';
  /** What its command does: one sentence without a dot. */
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
  /** Checks one row. @returns null when the row is refused; its fault stands in `row` */
  check(row: RowFields<Field>, context: RowContext): DataRow | null;
  /**
   * What must not be deleted because of a faulty row: a value of the column {@link kept}.
   * @param text gives the text of a field; empty when it is missing
   * @returns null when it is unknown
   */
  keep(text: (field: Field) => string, context: Pick<RowContext, 'secret'>): string | null;
  /** Column of the table for the values of `keep`. */
  readonly kept: string;
}
