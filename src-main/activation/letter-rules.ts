import { DAY } from '../../src-shared/time/units.ts';

/** A letter should have arrived within eight days (MCRN guide, part 1). */
export const LETTER_ARRIVES_WITHIN = 8 * DAY;

/** At most one letter in this span. */
const LETTER_GAP = DAY;

/** At most this many letters … */
const LETTERS_PER_WINDOW = 4;

/** … in this span. */
export const LETTER_WINDOW = 30 * DAY;

/**
 * When the next letter may be asked for.
 * @param requests steady moments of the member's letters, oldest first
 * @returns a steady moment, `now` when a letter may be asked for at once
 */
export function nextLetterAt(requests: readonly number[], now: number): number {
  const recent = requests.filter((at) => at > now - LETTER_WINDOW);
  const last = recent.at(-1);
  const oldestThatCounts = recent.at(-LETTERS_PER_WINDOW);
  let next = now;
  if (last !== undefined) next = Math.max(next, last + LETTER_GAP);
  if (oldestThatCounts !== undefined) next = Math.max(next, oldestThatCounts + LETTER_WINDOW);
  return next;
}
