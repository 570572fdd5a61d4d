import { parseDay } from './day.ts';

/** Largest possible age in years. */
const OLDEST = 130;

export type BirthDateProblem = 'missing' | 'malformed' | 'no-such-day' | 'future' | 'too-old';

/** An ISO date, or what is wrong with it. */
export type ParsedBirthDate =
  { readonly ok: true; readonly date: string } | { readonly ok: false; readonly problem: BirthDateProblem };

/**
 * Reads a birth date, typed as day, month, year (`31/02/1950`, `31021950`) or as an ISO date.
 * @param today today's ISO date in the kiosk's zone
 */
export function parseBirthDate(typed: string, today: string): ParsedBirthDate {
  const day = parseDay(typed);
  if (!day.ok) return day;
  const { date } = day;
  if (date > today) return { ok: false, problem: 'future' };
  if (Number(date.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST) return { ok: false, problem: 'too-old' };
  return { ok: true, date };
}
