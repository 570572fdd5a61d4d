import { CLOCK_TOLERANCE } from '../../src-shared/policy/clocks.ts';

/**
 * When a decision was made, by the hub's clock, in milliseconds since 1970 UTC: the sender's moment, put right when its
 * clock was wrong at the sending, and never in the future of the hub.
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
  // Before 1970 is a broken clock, and may be no date at all for the database.
  return Math.max(0, Math.min(corrected, receivedAt));
}
