import { LETTER_GAP, LETTERS_PER_WINDOW, LETTER_WINDOW } from '../../../src-shared/policy/letters.ts';
import { SECOND } from '../../../src-shared/time/units.ts';

/**
 * Two kiosks' clocks agree to within a few seconds only. A member who was told "from 10:32 on" and comes at 10:32 is
 * not refused afterwards, when nobody stands there to be told.
 */
const GRACE = 10 * SECOND;

/**
 * Whether head office makes one more letter for a member. The order of arrival does not matter: a request of last
 * week that arrives today counts where it was made.
 * @param requested moments of the member's letters, in any order, in milliseconds
 * @param at moment of the request, on the same clock
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
