import { MINUTE } from '../time/units.ts';

/** Codes to one person in {@link SEND_WINDOW} (domain: 5 a day). */
export const MOST_SENDS = 5;

/** The span in which codes are counted: 24 hours, in milliseconds. */
export const SEND_WINDOW = 24 * 60 * MINUTE;

/** Waits in milliseconds after the first, second, … send of a day: 60 s, 2, 5, then 15 min (domain). */
const RESEND_WAITS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE] as const;

/**
 * When the next code may be sent; the same at a kiosk and at head office.
 * @param sends moments, on one clock, of all sends to the person, oldest first: the day's total counts them
 * @param onChannel those of them whose waits hold this one back
 * @returns a moment on that clock, `now` when it may be sent at once
 */
export function nextSendMoment(sends: readonly number[], onChannel: readonly number[], now: number): number {
  const ofToday = (moments: readonly number[]): number[] => moments.filter((at) => at > now - SEND_WINDOW);
  const oldestThatCounts = ofToday(sends).at(-MOST_SENDS);
  const full = oldestThatCounts === undefined ? now : oldestThatCounts + SEND_WINDOW;
  const before = ofToday(onChannel);
  const last = before.at(-1);
  const wait = RESEND_WAITS[Math.min(before.length, RESEND_WAITS.length) - 1];
  return Math.max(now, full, last === undefined || wait === undefined ? now : last + wait);
}
