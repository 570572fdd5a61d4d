import { HOUR } from '../../../src-shared/time/units.ts';
import { LETTER_VALID_DAYS } from '../../../src-shared/policy/letters.ts';

/** Letters are written and read in metropolitan France. */
const TIME_ZONE = 'Europe/Paris';

/** How long a code is good. */
export interface LetterTerm {
  /** The code is good before this moment: midnight in Paris, at most 21 days after handing over (give or take the hour of summer time). */
  readonly expiresAt: Date;
  /** A moment of the last day on which it is good, to be printed. */
  readonly lastDay: Date;
}

/** The term of a letter that is handed over now. */
export function letterTerm(now: Date): LetterTerm {
  const [year, month, day] = dayInParis(now).split('-').map(Number) as [number, number, number];
  const expiresAt = midnightInParis(year, month, day + LETTER_VALID_DAYS);
  return { expiresAt, lastDay: lastDayOf(expiresAt) };
}

/** A moment of the last day on which a code is good, about noon. @param expiresAt of its {@link LetterTerm} */
export function lastDayOf(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() - 12 * HOUR);
}

/** The day in Paris, such as `2026-05-01`. */
export function dayInParis(moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(moment);
}

/** Midnight at the beginning of a day; Paris is one hour ahead of UTC in winter and two in summer. */
function midnightInParis(year: number, month: number, day: number): Date {
  const midnight = Date.UTC(year, month - 1, day);
  const wanted = new Date(midnight).toISOString().slice(0, 10);
  const summer = new Date(midnight - 2 * HOUR);
  return dayInParis(summer) === wanted ? summer : new Date(midnight - HOUR);
}
