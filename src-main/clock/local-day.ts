import type { Clock } from './clock.ts';

/** The branch offices are in metropolitan France; a kiosk's own time zone may be set wrongly. */
const DAY_IN_FRANCE = new Intl.DateTimeFormat('en-GB', {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  timeZone: 'Europe/Paris',
});

/** The ISO date of a wall-clock moment, where the kiosk stands. */
export function localDay(at: number): string {
  return DAY_IN_FRANCE.format(at).split('/').toReversed().join('-');
}

/** The ISO date of today, where the kiosk stands. */
export function localToday(clock: Clock): string {
  return localDay(clock.toWall(clock.now()));
}
