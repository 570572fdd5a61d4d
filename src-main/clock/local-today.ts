import { localDay } from '../../src-shared/time/days.ts';
import type { Clock } from './clock.ts';

/** The ISO date of today, where the kiosk stands. */
export function localToday(clock: Clock): string {
  return localDay(clock.toWall(clock.now()));
}
