import { DAY, HOUR } from './units.ts';

/** Zone of the branches and of head office. Days begin and end in it, whatever zone a machine has. */
export const AGENCY_ZONE = 'Europe/Paris';

const DAY_FIGURES = new Intl.DateTimeFormat('en-GB', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  timeZone: AGENCY_ZONE,
});

/**
 * The ISO date of a moment in the agency's zone.
 * @param at milliseconds since 1970 UTC, or a date
 */
export function localDay(at: Date | number): string {
  return DAY_FIGURES.format(at).split('/').toReversed().join('-');
}

/**
 * The moment at which a day begins in the agency's zone: UTC + 1 h in winter, + 2 h in summer.
 * @param date ISO date
 */
export function startOfDay(date: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const summer = new Date(midnight - 2 * HOUR);
  return localDay(summer) === date ? summer : new Date(midnight - HOUR);
}

/**
 * Adds days to an ISO date.
 * @param days may be negative
 */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}
