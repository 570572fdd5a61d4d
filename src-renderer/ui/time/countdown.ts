import { SECOND } from '../../../src-shared/time/units.ts';

/**
 * Milliseconds left of a span, never below 0.
 * @param span what was left when the view was made
 * @param receivedAt when the view came, on the page's steady clock
 * @param now the same clock, now
 */
export function remaining(span: number, receivedAt: number, now: number): number {
  return Math.max(0, span - Math.max(0, now - receivedAt));
}

/** A span as minutes and seconds. Rounded up, so that 0 is shown only after its end. */
export function minutesAndSeconds(milliseconds: number): { minutes: number; seconds: number } {
  const total = Math.ceil(Math.max(0, milliseconds) / SECOND);
  return { minutes: Math.floor(total / 60), seconds: total % 60 };
}
