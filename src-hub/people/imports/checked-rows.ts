import { cutFault, type KeyText, type RowFault, type RowValues, type SourceRow } from './files/fields.ts';
import type { Findings, Note } from './findings.ts';
import { NotDone } from './files/not-done.ts';

/** A valid row, or its fault. */
export type CheckedRow =
  | {
      readonly ok: true;
      /** One line of CSV for the staging table. */
      readonly staged: string;
      readonly notes: readonly Note[];
    }
  | {
      readonly ok: false;
      readonly fault: RowFault;
      /** Whether it says whose row it is. */
      readonly hasKey: boolean;
      /** What must not be removed for its sake, as `import_kept` has it. */
      readonly kept: string | null;
    };

/** How the rows of a kind of file are checked. */
export interface RowCheck {
  /** @param line at which the row begins */
  check(values: RowValues, line: number): CheckedRow;
  /** What must not be removed because of a row that cannot be cut into values. */
  keptOf(keys: readonly KeyText[]): readonly string[];
}

/** A row that is set aside. */
export interface RefusedRow {
  readonly row: SourceRow;
  readonly fault: RowFault;
}

export interface CheckedRowsOptions {
  readonly batches: AsyncGenerator<readonly SourceRow[], void, undefined>;
  readonly check: RowCheck;
  readonly findings: Findings;
  /** Takes rows that are refused. */
  readonly setAside: (rows: readonly RefusedRow[]) => void;
  /** Aborted when the process must stop. */
  readonly stopping: AbortSignal;
  /** Is told how many rows were read. */
  readonly onRows: (read: number) => void;
}

/** Checks the rows of a file on their way to staging: valid rows become CSV for COPY, others are set aside. */
export class CheckedRows {
  readonly #options: CheckedRowsOptions;
  #kept: string[] = [];
  #sound = 0;
  #ended = false;

  constructor(options: CheckedRowsOptions) {
    this.#options = options;
  }

  /** How many rows were valid so far. */
  get sound(): number {
    return this.#sound;
  }

  /** Whether the file was read to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Keys of faulty rows since the last call, as lines of CSV. */
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
    const { batches, stopping, findings, onRows } = this.#options;
    const upTo = this.#sound + rows;
    while (this.#sound < upTo) {
      if (stopping.aborted) throw new NotDone('stopped: nothing was changed');
      const batch = await batches.next();
      if (batch.done === true) {
        this.#ended = true;
        return;
      }
      const text = this.#check(batch.value);
      onRows(this.#sound + findings.refused);
      if (text !== '') yield text;
    }
  }

  #check(rows: readonly SourceRow[]): string {
    const { check, findings, setAside } = this.#options;
    const refused: RefusedRow[] = [];
    let text = '';
    for (const row of rows) {
      const { line, content } = row;
      const checked =
        'kind' in content ? this.#damaged(content.keys, cutFault(content.kind)) : check.check(content, line);
      if (checked.ok) {
        this.#sound += 1;
        findings.note(line, checked.notes);
        text += checked.staged;
      } else {
        if (checked.kept !== null) this.#keep([checked.kept]);
        findings.refuse(line, checked.fault, checked.hasKey);
        refused.push({ row, fault: checked.fault });
      }
    }
    setAside(refused);
    return text;
  }

  #damaged(keys: readonly KeyText[], fault: RowFault): CheckedRow {
    this.#keep(this.#options.check.keptOf(keys));
    return { ok: false, fault, hasKey: keys.length > 0, kept: null };
  }

  #keep(keys: readonly string[]): void {
    for (const key of keys) this.#kept.push(`"${key.replaceAll('"', '""')}"`);
  }
}
