import { CLOCK_TOLERANCE } from '../../src-shared/policy/clocks.ts';

/**
 * When a decision was made, in milliseconds since 1970 UTC by the hub's clock. It corrects the sender's moment when the
 * sender's clock is wrong, and is never in the future:
 *
 * | sender's clock | decided at |
 * |---|---|
 * | within 2 s of the hub's | `at` |
 * | further off | `at` + offset |
 * | would be after the receipt | the receipt |
 *
 * @param offset the hub's clock at the receipt minus the sender's at the sending
 */
export function decidedAt(at: number, offset: number, receivedAt: number): number {
  const corrected = Math.abs(offset) > CLOCK_TOLERANCE ? at + offset : at;
  // Before 1970 the clock is broken, and the database may not take the date.
  return Math.max(0, Math.min(corrected, receivedAt));
}
