import { LETTER_GAP, LETTERS_PER_WINDOW, LETTER_WINDOW } from '../../src-shared/policy/letters.ts';

/**
 * When the next letter may be asked for.
 * @param requests steady moments of the member's letters, oldest first
 * @returns a steady moment; `now` when a letter may be asked for at once
 */
export function nextLetterAt(requests: readonly number[], now: number): number {
  const last = requests.at(-1);
  const oldestThatCounts = requests.at(-LETTERS_PER_WINDOW);
  let next = now;
  if (last !== undefined) next = Math.max(next, last + LETTER_GAP);
  if (oldestThatCounts !== undefined) next = Math.max(next, oldestThatCounts + LETTER_WINDOW);
  return next;
}
