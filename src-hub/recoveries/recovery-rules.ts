import { SEND_WINDOW, resendWait } from '../accounts/resend-wait.ts';

const MINUTE = 60_000;

/** Life of a code in milliseconds: ten minutes (domain). */
export const CODE_LIFE = 10 * MINUTE;

/** So long after the right code a password may be set, in milliseconds: the hard end of a visit (domain). */
export const PROVEN_LIFE = 20 * MINUTE;

/**
 * How long it takes, in milliseconds, until the next code may be asked for, also when none is left today.
 * @param sends moments of the codes of one address, oldest first
 * @returns 0 when one may go now
 */
export function sendWait(sends: readonly number[], now: number): number {
  const wait = resendWait(sends, now);
  if (wait !== null) return wait;
  // The day's limit ends with the oldest send that counts; the wait after the last one may outlast it.
  for (const at of sends) {
    const free = at + SEND_WINDOW;
    const rest = free > now ? resendWait(sends, free) : null;
    if (rest !== null) return free + rest - now;
  }
  throw new Error('sends that are too many and all too old');
}
