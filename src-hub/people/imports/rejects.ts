import fs from 'node:fs';
import { faultText, type RowFault, type SourceRow } from './fields.ts';

/** Header of the first column (CSV) or key (NDJSON) of the fault in a file of rejects. */
export const FAULT_COLUMN = 'set-aside-because';

/** Most faulty rows that the terminal lists. */
const LISTED = 20;

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

/** The file of rejects cannot be written. The message is the system's error code. */
export class RejectsUnwritableError extends Error {
  override readonly name = 'RejectsUnwritableError';
}

/** Writes faulty rows to a file that only its owner can read. The first one creates the file. */
export class Rejects {
  readonly #file: string;
  readonly #form: RejectsForm;
  readonly #listed: string[] = [];
  #handle: number | null = null;
  #count = 0;

  constructor(file: string, form: RejectsForm) {
    this.#file = file;
    this.#form = form;
  }

  get count(): number {
    return this.#count;
  }

  /** The first faults by line and kind, and how many more there are. */
  lines(): string[] {
    const more = this.#count - this.#listed.length;
    return more > 0 ? [...this.#listed, `and ${more} more`] : [...this.#listed];
  }

  /** @throws RejectsUnwritableError */
  add(rows: readonly { readonly row: SourceRow; readonly fault: RowFault }[]): void {
    if (rows.length === 0) return;
    for (const { row, fault } of rows) {
      this.#count += 1;
      if (this.#listed.length < LISTED) this.#listed.push(`line ${row.line}: ${faultText(fault)}`);
    }
    const texts = rows.map(({ row, fault }) => this.#written(row, fault));
    this.#write((handle) => fs.writeSync(handle, `${texts.join('\n')}\n`));
  }

  /** Closes the file after it is on disk. */
  close(): void {
    const handle = this.#handle;
    this.#handle = null;
    if (handle === null) return;
    fs.fsyncSync(handle);
    fs.closeSync(handle);
  }

  #write(work: (handle: number) => void): void {
    try {
      this.#handle ??= this.#open();
      work(this.#handle);
    } catch (error) {
      throw new RejectsUnwritableError(String(Reflect.get(Object(error), 'code')));
    }
  }

  #open(): number {
    // Created again instead of emptied, so that its mode is ours.
    fs.rmSync(this.#file, { force: true });
    const handle = fs.openSync(this.#file, 'wx', 0o600);
    if (this.#form.format === 'csv') {
      const { delimiter, header, isRejects } = this.#form;
      fs.writeSync(handle, `${isRejects ? '' : `${FAULT_COLUMN}${delimiter}`}${header}\n`);
    }
    return handle;
  }

  #written({ line, raw }: SourceRow, fault: RowFault): string {
    const why = `line ${line}: ${faultText(fault)}`;
    if (this.#form.format === 'csv') {
      const { delimiter, isRejects } = this.#form;
      const row = isRejects ? withoutFirstCell(raw, delimiter) : raw;
      return `"${why}"${delimiter}${row}`;
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
