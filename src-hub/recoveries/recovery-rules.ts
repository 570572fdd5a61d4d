import { nextSendMoment } from '../../src-shared/policy/send-delays.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

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
  return nextSendMoment(sends, sends, now) - now;
}
