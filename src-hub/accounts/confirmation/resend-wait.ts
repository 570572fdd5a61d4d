import { MOST_SENDS, nextSendMoment, SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import { MOST_CONFIRMATION_MAILS } from '../../../src-shared/policy/accounts.ts';

/**
 * Time until another mail with a code may be asked for, in milliseconds.
 * @param sends when the earlier mails were made, oldest first, in milliseconds since 1970 UTC
 * @returns 0: now; null: no more within 24 hours of the first of them
 */
export function resendWait(sends: readonly number[], now: number): number | null {
  const today = sends.filter((at) => at > now - SEND_WINDOW);
  return today.length >= MOST_SENDS ? null : nextSendMoment(today, today, now) - now;
}

/**
 * Whether a mail may go to a new address. Unlike {@link resendWait} it asks for no pause after the mail before.
 * @param sends when the earlier mails were made, in milliseconds since 1970 UTC
 */
export function isSendAllowed(sends: readonly number[], now: number): boolean {
  return sends.filter((at) => at > now - SEND_WINDOW).length < MOST_CONFIRMATION_MAILS;
}
