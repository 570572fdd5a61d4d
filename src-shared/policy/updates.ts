import { DAY, HOUR, MINUTE } from '../time/units.ts';

/** From then on without a successful check for updates, staff is told: milliseconds. */
export const UPDATE_SILENCE = 7 * DAY;

/** Between two checks of a kiosk for updates, in milliseconds; ± {@link CHECK_JITTER}. */
export const CHECK_EVERY = 30 * MINUTE;

/** Part of an interval by which checks are spread, so that not all kiosks ask at once. */
export const CHECK_JITTER = 0.2;

/** Longest wait after checks that failed, in milliseconds. */
export const LONGEST_CHECK_WAIT = 6 * HOUR;
