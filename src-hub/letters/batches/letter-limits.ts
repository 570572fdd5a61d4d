import { LETTER_GAP, LETTERS_PER_WINDOW, LETTER_WINDOW } from '../../../src-shared/policy/letters.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

/**
 * Clocks of two kiosks may differ by a few seconds. A member who was told "from 10:32 on" and comes at 10:32 must not
 * be refused later by head office, when nobody can tell the member.
 */
const GRACE = 10 * SECOND;

/**
 * Whether head office makes another letter for a member. The order of arrival does not matter: a request of last week
 * that arrives today counts for the day on which it was made.
 * @param requested when the member's other letters were requested, in any order, in milliseconds since 1970 UTC
 * @param at moment of this request, on the same clock
 */
export function isLetterAllowed(requested: readonly number[], at: number): boolean {
  if (requested.some((other) => Math.abs(at - other) < LETTER_GAP - GRACE)) return false;
  const all = [...requested, at].sort((one, other) => one - other);
  return all.every((first, place) => {
    const beyond = all[place + LETTERS_PER_WINDOW];
    if (beyond === undefined || at < first || at > beyond) return true;
    return beyond - first >= LETTER_WINDOW - GRACE;
  });
}
