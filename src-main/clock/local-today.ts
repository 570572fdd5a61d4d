import { localDay } from '../../src-shared/time/days.ts';
import type { Clock } from './clock.ts';

/** Today's ISO date in the agency's zone. */
export function localToday(clock: Clock): string {
  return localDay(clock.toWall(clock.now()));
}
