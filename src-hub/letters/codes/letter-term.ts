import { LETTER_VALID_DAYS } from '../../../src-shared/policy/letters.ts';
import { addDays, localDay, startOfDay } from '../../../src-shared/time/days.ts';
import { HOUR } from '../../../src-shared/time/units.ts';

/** How long a code is good. */
export interface LetterTerm {
  /** The code is good before this moment: midnight in the agency's zone, at most `LETTER_VALID_DAYS` after handing over (give or take the hour of summer time). */
  readonly expiresAt: Date;
  /** A moment of the last day on which it is good, to be printed. */
  readonly lastDay: Date;
}

/** The term of a letter that is handed over now. */
export function letterTerm(now: Date): LetterTerm {
  const expiresAt = startOfDay(addDays(localDay(now), LETTER_VALID_DAYS));
  return { expiresAt, lastDay: lastDayOf(expiresAt) };
}

/** A moment of the last day on which a code is good, about noon. @param expiresAt of its {@link LetterTerm} */
export function lastDayOf(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() - 12 * HOUR);
}
