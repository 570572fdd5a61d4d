import { MOST_SENDS, nextSendMoment, SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import { MOST_CONFIRMATION_MAILS } from '../../../src-shared/policy/accounts.ts';

/**
 * How long it takes, in milliseconds, until one more mail with a code can be asked for.
 * @param sends moments at which the earlier ones were made, oldest first
 * @returns 0 when one may go now; null when none is left today
 */
export function resendWait(sends: readonly number[], now: number): number | null {
  const today = sends.filter((at) => at > now - SEND_WINDOW);
  return today.length >= MOST_SENDS ? null : nextSendMoment(today, today, now) - now;
}

/**
 * Whether a mail may go to an address that has just been given, however short ago the one before went to another.
 * @param sends moments at which the earlier ones were made, in milliseconds
 */
export function isSendAllowed(sends: readonly number[], now: number): boolean {
  return sends.filter((at) => at > now - SEND_WINDOW).length < MOST_CONFIRMATION_MAILS;
}
