import { parseFeedLine, type FeedEnd } from '../../src-shared/hub-api/feed.ts';

/** One change, ready to be sealed and written. */
export interface FeedRow {
  readonly position: number;
  readonly number: string;
  /** The text to seal, in the form of `memberText`; null: the member was removed. */
  readonly text: string | null;
}

/**
 * Reads one line of the feed. A member's line is the position followed by the fields of a sealed member in the same
 * order, so its text is used as it is.
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
