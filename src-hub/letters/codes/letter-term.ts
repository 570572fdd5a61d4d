import { LETTER_VALID_DAYS } from '../../../src-shared/policy/letters.ts';
import { addDays, localDay, startOfDay } from '../../../src-shared/time/days.ts';
import { HOUR } from '../../../src-shared/time/units.ts';

/** How long a letter's code is valid. */
export interface LetterTerm {
  /**
   * The code is valid before this moment: a midnight in the agency's zone, at most `LETTER_VALID_DAYS` days after the
   * handing over, give or take the hour of summer time.
   */
  readonly expiresAt: Date;
  /** A moment of the last valid day, for printing. */
  readonly lastDay: Date;
}

/** The term of a letter that is handed over at `now`. */
export function letterTerm(now: Date): LetterTerm {
  const expiresAt = startOfDay(addDays(localDay(now), LETTER_VALID_DAYS));
  return { expiresAt, lastDay: lastDayOf(expiresAt) };
}

/** A moment of the last valid day, about noon. @param expiresAt of a {@link LetterTerm} */
export function lastDayOf(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() - 12 * HOUR);
}
