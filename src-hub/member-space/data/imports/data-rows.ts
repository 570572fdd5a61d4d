import { faultText, type SourceRow } from '../../../people/imports/fields.ts';
import { NotDone } from '../../../people/imports/not-done.ts';
import { stagedLine } from '../../../people/imports/staged-rows.ts';
import type { DataFile, RowContext } from './data-file.ts';
import { readTexts } from './read-texts.ts';

/** Faulty rows of which the terminal says more than their count. */
const LISTED = 20;

/** What the rows are read with. */
export interface DataRowsOptions<Field extends string> {
  readonly file: DataFile<Field>;
  readonly batches: AsyncGenerator<readonly SourceRow[], void, undefined>;
  readonly context: Omit<RowContext, 'line'>;
  readonly stopping: AbortSignal;
}

/** The rows of a file on their way to staging: sound ones as CSV for COPY, others counted and named by line and kind. */
export class DataRows<Field extends string> {
  readonly #options: DataRowsOptions<Field>;
  #faults: { readonly line: number; readonly said: string }[] = [];
  #kept: string[] = [];
  #sound = 0;
  #rejected = 0;
  #ended = false;

  constructor(options: DataRowsOptions<Field>) {
    this.#options = options;
  }

  /** Sound rows so far, without those that were rejected afterwards. */
  get sound(): number {
    return this.#sound;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** Whether the file has been read to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The first faults in order of the file, and how many more there are. */
  get faults(): readonly string[] {
    const listed = this.#faults.map(({ line, said }) => `line ${line}: ${said}`);
    const more = this.#rejected - listed.length;
    return more > 0 ? [...listed, `and ${more} more`] : listed;
  }

  /** What faulty rows keep from going (see `DataFile.keep`), since this was last asked. */
  takeKept(): readonly string[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  /**
   * CSV of about so many rows more.
   * @throws NotDone when the process is asked to stop
   */
  async *next(rows: number): AsyncGenerator<string, void, undefined> {
    const { batches, stopping } = this.#options;
    const upTo = this.#sound + rows;
    while (this.#sound < upTo) {
      if (stopping.aborted) throw new NotDone('stopped: nothing was changed');
      const batch = await batches.next();
      if (batch.done === true) {
        this.#ended = true;
        return;
      }
      const text = batch.value.map((row) => this.#check(row)).join('');
      if (text !== '') yield text;
    }
  }

  /** Rows that were sound by themselves, and are rejected for all that. @param lines the first of them */
  rejectLater({ count, lines }: { count: number; lines: readonly number[] }, said: string): void {
    this.#sound -= count;
    this.#rejected += count;
    const later = lines.map((line) => ({ line, said }));
    this.#faults = [...this.#faults, ...later].sort((one, other) => one.line - other.line).slice(0, LISTED);
  }

  #check({ line, content }: SourceRow): string {
    if ('kind' in content) return this.#reject(line, faultText(content));
    const { file, context } = this.#options;
    const { texts, fault } = readTexts(file.headers.fields, content);
    const here = { ...context, line };
    const checked = fault === null ? file.check(texts, here) : ({ ok: false, fault } as const);
    if (checked.ok) {
      this.#sound += 1;
      return stagedLine(line, [checked.key, ...checked.cells]);
    }
    const kept = file.keep(texts, here);
    // As CSV of one column.
    if (kept !== null) this.#kept.push(`"${kept.replaceAll('"', '""')}"`);
    return this.#reject(line, checked.fault);
  }

  #reject(line: number, said: string): string {
    this.#rejected += 1;
    if (this.#faults.length < LISTED) this.#faults.push({ line, said });
    return '';
  }
}
