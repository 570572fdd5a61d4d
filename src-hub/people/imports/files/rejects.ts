import { faultText, type RowFault, type SourceRow } from './fields.ts';
import { PrivateLines } from './private-lines.ts';

/** Header of the first column (CSV) or key (NDJSON) of the fault in a file of rejects. */
export const FAULT_COLUMN = 'set-aside-because';

/** Format of the rejected rows, so that the corrected file can be imported as it is. */
export type RejectsForm =
  | { readonly format: 'ndjson' }
  | {
      readonly format: 'csv';
      readonly delimiter: string;
      readonly header: string;
      /** The imported file is a file of rejects: it has the column already. */
      readonly isRejects: boolean;
    };

/** Writes faulty rows to a file that only its owner can read. The first one creates the file. */
export class Rejects {
  readonly #file: PrivateLines;
  readonly #form: RejectsForm;

  constructor(file: string, form: RejectsForm) {
    this.#file = new PrivateLines(file, '--rejects');
    this.#form = form;
  }

  /** @throws UnwritableError */
  add(rows: readonly { readonly row: SourceRow; readonly fault: RowFault }[]): void {
    if (rows.length === 0) return;
    const form = this.#form;
    if (form.format === 'csv' && !this.#file.isOpen)
      this.#file.write(`${form.isRejects ? '' : `${FAULT_COLUMN}${form.delimiter}`}${form.header}\n`);
    const texts = rows.map(({ row, fault }) => this.#written(row, fault));
    this.#file.write(`${texts.join('\n')}\n`);
  }

  /** Closes the file after it is on disk. */
  close(): void {
    this.#file.close();
  }

  #written({ line, raw }: SourceRow, fault: RowFault): string {
    const why = `line ${line}: ${faultText(fault)}`;
    if (this.#form.format === 'csv') {
      const { delimiter, isRejects } = this.#form;
      const row = isRejects ? withoutFirstCell(raw, delimiter) : raw;
      return `"${why.replaceAll('"', '""')}"${delimiter}${row}`;
    }
    try {
      const value: unknown = JSON.parse(raw);
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return JSON.stringify({ ...value, [FAULT_COLUMN]: why });
    } catch {
      // Not JSON: written unchanged.
    }
    return raw;
  }
}

function withoutFirstCell(raw: string, delimiter: string): string {
  const quoted = /^\s*"(?:[^"]|"")*"\s*/u.exec(raw)?.[0];
  const rest = raw.slice(quoted?.length ?? Math.max(raw.indexOf(delimiter), 0));
  return rest.startsWith(delimiter) ? rest.slice(delimiter.length) : rest;
}
