import { checkRow } from './check-row.ts';
import type { RowFault, SourceRow } from '../imports/fields.ts';
import { NotDone } from '../imports/not-done.ts';
import type { Rejects } from '../imports/rejects.ts';
import { stagedMember } from './member-staging.ts';

/**
 * Checks the rows of a file on their way to staging: valid rows become CSV for COPY, others go to the file of rejects.
 */
export class CheckedMemberRows {
  readonly #batches: AsyncGenerator<readonly SourceRow[], void, undefined>;
  readonly #rejects: Rejects;
  readonly #today: string;
  readonly #stopping: AbortSignal;
  #kept: string[] = [];
  #count = 0;
  #ended = false;

  constructor(options: {
    batches: AsyncGenerator<readonly SourceRow[], void, undefined>;
    rejects: Rejects;
    /** ISO date. */
    today: string;
    stopping: AbortSignal;
  }) {
    this.#batches = options.batches;
    this.#rejects = options.rejects;
    this.#today = options.today;
    this.#stopping = options.stopping;
  }

  /** How many rows were valid so far. */
  get count(): number {
    return this.#count;
  }

  /** Whether the file was read to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Member numbers of faulty rows since the last call. */
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
    const upTo = this.#count + rows;
    while (this.#count < upTo) {
      if (this.#stopping.aborted) throw new NotDone('stopped: nothing was changed');
      const batch = await this.#batches.next();
      if (batch.done === true) {
        this.#ended = true;
        return;
      }
      const text = this.#check(batch.value);
      if (text !== '') yield text;
    }
  }

  #check(rows: readonly SourceRow[]): string {
    const faulty: { row: SourceRow; fault: RowFault }[] = [];
    let text = '';
    for (const row of rows) {
      if ('kind' in row.content) {
        faulty.push({ row, fault: row.content });
        continue;
      }
      const checked = checkRow(row.content, this.#today);
      if (checked.ok) {
        this.#count += 1;
        text += stagedMember(row.line, checked.member);
      } else {
        if (checked.number !== null) this.#kept.push(checked.number);
        faulty.push({ row, fault: checked.fault });
      }
    }
    this.#rejects.add(faulty);
    return text;
  }
}
