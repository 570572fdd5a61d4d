import { parseFeedLine, type FeedEnd } from '../../src-shared/hub-api/feed.ts';
import { memberText } from '../members/sealed-member.ts';

/** One change, ready to be sealed and written. */
export interface FeedRow {
  readonly position: number;
  /** Null: the number cannot be read, so nothing is written. */
  readonly number: string | null;
  /** The text to seal, in the form of `memberText`; null: the member was removed. */
  readonly text: string | null;
  /** The unreadable field; null: none. */
  readonly unreadable: string | null;
}

/**
 * Reads one line of the feed. A member's line is the position followed by the fields of a sealed member in the same
 * order, so its text is used as it is. A member whose line cannot be read is removed, since the earlier data are no
 * longer true.
 * @throws FeedFormatError
 */
export function readFeedRow(line: string): FeedRow | FeedEnd {
  const read = parseFeedLine(line);
  if ('end' in read) return read;
  const { position } = read;
  if ('removed' in read) return { position, number: read.removed, text: null, unreadable: null };
  if (!('member' in read)) return { position, number: read.number, text: null, unreadable: read.unreadable };
  const { member, whole, unreadable } = read;
  const text = whole ? `[${line.slice(line.indexOf(',') + 1)}` : memberText(member);
  return { position, number: member.number, text, unreadable };
}
