import path from 'node:path';
import { writeDurably } from '../files/durable-file.ts';
import type { Rejection } from './parse-member.ts';

/** Name of the report on bad lines, in the folder of the replica. */
export const REJECTED_FILE = 'members-rejected.json';

/** Number of bad lines that the report lists. */
export const REJECTIONS_KEPT = 1000;

/** A bad line: its number, counted from 1, and the reason. */
export interface RejectedLine extends Rejection {
  readonly line: number;
}

/** Collects the bad lines of one load: lists the first {@link REJECTIONS_KEPT}, counts all. */
export class RejectedLines {
  readonly #kept: RejectedLine[] = [];
  readonly #emptied: RejectedLine[] = [];
  #count = 0;
  #emptiedCount = 0;

  get count(): number {
    return this.#count;
  }

  add(line: number, rejection: Rejection): void {
    this.#count += 1;
    if (this.#kept.length < REJECTIONS_KEPT) this.#kept.push({ line, ...rejection });
  }

  /** Notes fields of a member who is loaded without them. */
  addEmptied(line: number, fields: readonly Rejection[]): void {
    this.#emptiedCount += fields.length;
    for (const field of fields)
      if (this.#emptied.length < REJECTIONS_KEPT) this.#emptied.push({ line, ...field });
  }

  /**
   * Writes the report for staff, in the order of lines.
   * @param about what was loaded, and when
   */
  write(folder: string, about: Readonly<Record<string, string | number>>): void {
    const lines = this.#kept.toSorted((a, b) => a.line - b.line);
    const rejected = { rejected: this.#count, listed: lines.length, lines };
    const emptied = { emptied: this.#emptiedCount, emptiedFields: this.#emptied };
    const report = { ...about, ...rejected, ...emptied };
    writeDurably(path.join(folder, REJECTED_FILE), `${JSON.stringify(report, null, 2)}\n`);
  }
}
