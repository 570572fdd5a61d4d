import { DAY, HOUR, MINUTE } from '../../time/units.ts';

/** Number of failures in a row before the first delay (CNIL 2022-100). */
export const FREE_FAILURES = 5;

/** Largest number of tries within {@link FAILURE_WINDOW} (CNIL 2022-100). */
export const MAX_FAILURES = 25;

/** Window in which failures are counted, in milliseconds: 24 hours. */
export const FAILURE_WINDOW = DAY;

/**
 * Largest number of failures of one person within {@link FAILURE_WINDOW}, over all identifiers and channels (NIST: at
 * most 100).
 */
export const MOST_PERSON_FAILURES = 50;

/**
 * Tries that each kiosk has for one person within {@link FAILURE_WINDOW} whatever others do elsewhere: so nobody who fails
 * on purpose keeps the owner, who stands at a branch with the right password, out.
 */
export const KIOSK_TRIES_KEPT = 3;

/** Failures of one person within {@link FAILURE_WINDOW} beyond which no kiosk has tries of its own any more (NIST). */
export const MOST_PERSON_FAILURES_ANYWHERE = 100;

/**
 * Failures over all people that head office takes from one kiosk, or from one network of devices, within `window`
 * milliseconds; from a /48 of IPv6, times `SITE_FACTOR`. A kiosk has a limit of its own that is lower, so one that keeps its rules never meets this one.
 */
export const SOURCE_FAILURES = {
  kiosk: { most: 80, window: HOUR },
  mobile: { most: 100, window: DAY },
} as const;

/** Longest single delay, in milliseconds. */
const LONGEST_DELAY = 60 * MINUTE;

/**
 * When the next login of one account may be tried; the same at a kiosk and at head office.
 *
 * | failures in 24 h | wait after the last |
 * |---|---|
 * | 0–4 | none |
 * | 5 | 1 min, then 2, 4, 8, 16, 32 min |
 * | 11–24 | 60 min |
 * | 25 | until the oldest is 24 h old |
 *
 * @param failures moments, on one clock, of failed tries since the last success, oldest first
 * @returns a moment on that clock, `now` when a try may be made at once
 */
export function nextLoginAt(failures: readonly number[], now: number): number {
  const counted = failures.filter((at) => at > now - FAILURE_WINDOW);
  if (counted.length < FREE_FAILURES) return now;
  const last = counted.at(-1) ?? now;
  const delay = Math.min(MINUTE * 2 ** (counted.length - FREE_FAILURES), LONGEST_DELAY);
  const oldestThatCounts = counted.at(-MAX_FAILURES);
  const full = oldestThatCounts === undefined ? now : oldestThatCounts + FAILURE_WINDOW;
  return Math.max(now, last + delay, full);
}
