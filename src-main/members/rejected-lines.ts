import path from 'node:path';
import { writeDurably } from '../files/durable-file.ts';
import type { Rejection } from './parse-member.ts';

/** Name of the report on bad lines, beside the replica. */
export const REJECTED_FILE = 'members-rejected.json';

/** Bad lines of which the report says more than their count. */
export const REJECTIONS_KEPT = 1000;

/** One bad line: its number, counted from 1, and why. */
export interface RejectedLine extends Rejection {
  readonly line: number;
}

/** Collects the bad lines of one load: the first thousand by number and reason, all by count. */
export class RejectedLines {
  readonly #kept: RejectedLine[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(line: number, rejection: Rejection): void {
    this.#count += 1;
    if (this.#kept.length < REJECTIONS_KEPT) this.#kept.push({ line, ...rejection });
  }

  /**
   * Writes the report for staff, in the order of lines.
   * @param about what was loaded and when
   */
  write(folder: string, about: Readonly<Record<string, string | number>>): void {
    const lines = this.#kept.toSorted((a, b) => a.line - b.line);
    const report = { ...about, rejected: this.#count, listed: lines.length, lines };
    writeDurably(path.join(folder, REJECTED_FILE), `${JSON.stringify(report, null, 2)}\n`);
  }
}
