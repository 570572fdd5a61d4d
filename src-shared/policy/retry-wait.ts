import { MINUTE, SECOND } from '../time/units.ts';

/** Waits after the first, second, … failed try, in milliseconds; the last one repeats. */
const RETRY_WAITS: readonly number[] = [2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];

/**
 * Half-width of the jitter, in thousandths of the wait, so that machines of one network do not call at the same time.
 */
const JITTER = 200;

/**
 * Milliseconds to wait before the next try: {@link RETRY_WAITS} ± 20 %.
 * @param failed number of failed tries, at least 1
 * @param random `below` gives a whole number from 0 to its bound minus 1
 */
export function retryWait(failed: number, random: { below(bound: number): number }): number {
  const index = Math.min(Math.max(failed, 1), RETRY_WAITS.length) - 1;
  const base = RETRY_WAITS[index] ?? 0;
  return Math.round((base * (1000 - JITTER + random.below(2 * JITTER + 1))) / 1000);
}
