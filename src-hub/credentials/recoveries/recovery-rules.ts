import { nextSendMoment } from '../../../src-shared/policy/send-delays.ts';

/**
 * Time until the next code may be asked for, in milliseconds, also when none is left today.
 * @param sends when the codes of this address were sent, oldest first, in milliseconds since 1970 UTC
 * @returns 0: now
 */
export function recoverySendWait(sends: readonly number[], now: number): number {
  return nextSendMoment(sends, sends, now) - now;
}
