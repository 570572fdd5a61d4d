import { TICKET_LENGTH } from './branch.ts';
import { LETTER_CODE_ALPHABET } from '../../values/letter-code.ts';

/** Pattern of a waiting ticket: letters and digits of letters' codes, none of which look or sound alike. */
export const WAITING_TICKET = new RegExp(`^[${LETTER_CODE_ALPHABET}]{${TICKET_LENGTH}}$`, 'u');

/**
 * Reads a typed ticket. Lower case, spaces and dashes are accepted.
 * @returns null when it cannot be a ticket
 */
export function readTicket(typed: string): string | null {
  const ticket = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  return WAITING_TICKET.test(ticket) ? ticket : null;
}
