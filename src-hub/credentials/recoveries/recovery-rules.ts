import { nextSendMoment } from '../../../src-shared/policy/send-delays.ts';

/**
 * How long it takes, in milliseconds, until the next code may be asked for, also when none is left today.
 * @param sends moments of the codes of one address, oldest first
 * @returns 0 when one may go now
 */
export function recoverySendWait(sends: readonly number[], now: number): number {
  return nextSendMoment(sends, sends, now) - now;
}
