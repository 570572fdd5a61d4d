import { DAY } from './units.ts';
import { offsetAt } from './zone.ts';

/**
 * The ISO date of a moment in the agency's zone.
 * @param at milliseconds since 1970 UTC, or a date
 */
export function localDay(at: Date | number): string {
  const moment = Number(at);
  return new Date(moment + offsetAt(moment)).toISOString().slice(0, 10);
}

/**
 * The moment at which a day begins in the agency's zone.
 * @param date ISO date
 */
export function startOfDay(date: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // The offset of a moment near by may be that of the other side of a change.
  const near = midnight - offsetAt(midnight);
  return new Date(midnight - offsetAt(near));
}

/**
 * Adds days to an ISO date.
 * @param days may be negative
 */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
