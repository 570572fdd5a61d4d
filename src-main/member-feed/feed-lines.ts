import { isUtf8 } from 'node:buffer';
import { FeedFormatError, type FeedEnd } from '../../src-shared/hub-api/feed.ts';
import { readFeedRow, type FeedRow } from './feed-rows.ts';

/** Longest line in bytes; a member takes about a hundred. */
const MAX_LINE_BYTES = 64 * 1024;

const LINE_FEED = 0x0a;

/** Changes that came together, and the end of the answer if it came with them. */
export interface FeedBatch {
  readonly rows: readonly FeedRow[];
  readonly end: FeedEnd | null;
  /** What was wrong with the line after the last row; nothing after it is read. Null: no fault. */
  readonly fault: FeedFormatError | null;
}

/** Reads changes from the pieces of an answer. An incomplete last line is never taken as a whole one. */
export class FeedReader {
  #carried = Buffer.alloc(0);
  #position: number;
  #end: FeedEnd | null = null;

  /** @param after position of the call: positions of changes have to grow from there */
  constructor(after: number) {
    this.#position = after;
  }

  /** True when the last line of the answer has been read. */
  get ended(): boolean {
    return this.#end !== null;
  }

  /** Reads the lines that a piece completes. */
  read(piece: Buffer): FeedBatch {
    const rows: FeedRow[] = [];
    try {
      for (const line of this.#lines(piece)) this.#take(line, rows);
      return { rows, end: this.#end, fault: null };
    } catch (error) {
      if (error instanceof FeedFormatError) return { rows, end: null, fault: error };
      throw error;
    }
  }

  #lines(piece: Buffer): string[] {
    const block = this.#carried.length === 0 ? piece : Buffer.concat([this.#carried, piece]);
    const end = block.lastIndexOf(LINE_FEED);
    // Copied, since the piece may be part of a larger pool.
    this.#carried = Buffer.from(block.subarray(end + 1));
    if (this.#carried.length > MAX_LINE_BYTES) throw new FeedFormatError('line too long');
    if (end < 0) return [];
    const whole = block.subarray(0, end);
    if (!isUtf8(whole)) throw new FeedFormatError('not UTF-8');
    return whole.toString('utf8').split('\n');
  }

  #take(line: string, rows: FeedRow[]): void {
    if (this.#end !== null) throw new FeedFormatError('a line after the end');
    const read = readFeedRow(line);
    if ('end' in read) {
      if (read.end < this.#position) throw new FeedFormatError('end before the last position');
      this.#end = read;
      return;
    }
    if (read.position <= this.#position) throw new FeedFormatError('positions out of order');
    this.#position = read.position;
    rows.push(read);
  }
}
