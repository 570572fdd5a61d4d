import { MINUTE } from '../time/units.ts';

/** Largest number of codes to one person within {@link SEND_WINDOW} (domain: 5 a day). */
export const MOST_SENDS = 5;

/** Window in which codes are counted, in milliseconds: 24 hours. */
export const SEND_WINDOW = 24 * 60 * MINUTE;

/** Milliseconds to wait after the first, second, … send of a day: 60 s, 2, 5, then 15 min (domain). */
const RESEND_WAITS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE] as const;

/**
 * When the next code may be sent; the same at kiosk and head office.
 * @param sends moments of all sends to the person, on one clock, oldest first; they count for the day's total
 * @param onChannel those sends whose waits delay this one
 * @returns a moment on that clock; `now` when it may be sent at once
 */
export function nextSendMoment(sends: readonly number[], onChannel: readonly number[], now: number): number {
  const ofToday = (moments: readonly number[]): number[] => moments.filter((at) => at > now - SEND_WINDOW);
  const oldestThatCounts = ofToday(sends).at(-MOST_SENDS);
  const full = oldestThatCounts === undefined ? now : oldestThatCounts + SEND_WINDOW;
  const before = ofToday(onChannel);
  const last = before.at(-1) ?? now;
  const wait = RESEND_WAITS[Math.min(before.length, RESEND_WAITS.length) - 1] ?? 0;
  return Math.max(now, full, last + wait);
}
