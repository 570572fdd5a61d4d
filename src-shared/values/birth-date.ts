import { readDay, type DayReason } from './day.ts';
import { refused, type Reading } from './reading.ts';

/** Largest possible age in years. */
const OLDEST = 130;

/** Why a text is no birth date. */
export type BirthDateReason = DayReason | 'future' | 'too-old';

/**
 * Reads a birth date, typed as day, month, year (`31/02/1950`, `31021950`) or as an ISO date.
 * @param today today's ISO date in the kiosk's zone
 */
export function readBirthDate(typed: string, today: string): Reading<string, BirthDateReason> {
  const day = readDay(typed);
  if (!day.ok) return day;
  if (day.value > today) return refused('future');
  return Number(day.value.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST ? refused('too-old') : day;
}
