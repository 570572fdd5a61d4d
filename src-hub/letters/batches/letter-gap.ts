import { LETTER_GAP, LETTERS_PER_WINDOW, LETTER_WINDOW } from '../../../src-shared/policy/letters.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

/**
 * Two requests travel for different times. A member who was told "from 10:32 on" and comes at 10:32 must not be refused
 * later by head office, when nobody can tell the member.
 */
const GRACE = 10 * SECOND;

/**
 * Whether head office makes another letter for a member. Requests count from their arrival: of several that arrive
 * together after a kiosk was without the line, the first makes a letter.
 * @param requested when the requests of the member's other letters arrived, in any order, in milliseconds since 1970 UTC
 * @param at arrival of this request, on the same clock
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
