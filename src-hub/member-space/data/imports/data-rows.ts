import { faultText, type SourceRow } from '../../../people/imports/fields.ts';
import { NotDone } from '../../../people/imports/not-done.ts';
import { stagedLine } from '../../../people/imports/staged-rows.ts';
import type { DataFile, RowContext } from './data-file.ts';
import { readTexts } from './read-texts.ts';

/** Most faulty rows that the terminal lists. */
const LISTED = 20;

export interface DataRowsOptions<Field extends string> {
  readonly file: DataFile<Field>;
  readonly batches: AsyncGenerator<readonly SourceRow[], void, undefined>;
  readonly context: Omit<RowContext, 'line'>;
  readonly stopping: AbortSignal;
}

/**
 * Checks the rows of a file on their way to staging: valid rows become CSV for COPY, others are counted and listed by
 * line.
 */
export class CheckedDataRows<Field extends string> {
  readonly #options: DataRowsOptions<Field>;
  #faults: { readonly line: number; readonly words: string }[] = [];
  #kept: string[] = [];
  #sound = 0;
  #rejected = 0;
  #ended = false;

  constructor(options: DataRowsOptions<Field>) {
    this.#options = options;
  }

  /** How many rows were valid so far, without those that were rejected later. */
  get sound(): number {
    return this.#sound;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** Whether the file was read to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The first faults in the order of the file, and how many more there are. */
  get faults(): readonly string[] {
    const listed = this.#faults.map(({ line, words }) => `line ${line}: ${words}`);
    const more = this.#rejected - listed.length;
    return more > 0 ? [...listed, `and ${more} more`] : listed;
  }

  /** Values of `DataFile.keep` for faulty rows since the last call. */
  takeKept(): readonly string[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  /**
   * CSV of about `rows` more rows.
   * @throws NotDone when the process must stop
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

  /** Rejects rows that were valid by themselves. @param lines the first of them */
  rejectLater({ count, lines }: { count: number; lines: readonly number[] }, words: string): void {
    this.#sound -= count;
    this.#rejected += count;
    const later = lines.map((line) => ({ line, words }));
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

  #reject(line: number, words: string): string {
    this.#rejected += 1;
    if (this.#faults.length < LISTED) this.#faults.push({ line, words });
    return '';
  }
}
