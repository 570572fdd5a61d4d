import { parseFeedLine, type FeedEnd } from '../../src-shared/hub-api/feed.ts';

/** One change, ready to be sealed and written. */
export interface FeedRow {
  readonly position: number;
  readonly number: string;
  /** What is sealed: as `memberText` writes it; null: the member is removed. */
  readonly text: string | null;
}

/**
 * Reads one line of the feed. A member's line is the position followed by what a sealed member holds, in the same
 * order: it is not written anew.
 * @throws FeedFormatError
 */
export function readFeedRow(line: string): FeedRow | FeedEnd {
  const read = parseFeedLine(line);
  if ('end' in read) return read;
  if ('removed' in read) return { position: read.position, number: read.removed, text: null };
  return {
    position: read.position,
    number: read.member.number,
    text: `[${line.slice(line.indexOf(',') + 1)}`,
  };
}
