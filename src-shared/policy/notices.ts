import { DAY } from '../time/units.ts';

/** A notice of a kiosk that arrives days late frightens more than it helps: it is dropped after this, in milliseconds. */
export const KIOSK_NOTICE_LIFE = 3 * DAY;

/** A mail of head office that tells what was done or asked is worth sending for so long, in milliseconds: a week. */
export const HUB_NOTICE_LIFE = 7 * DAY;

/** One address is told its identifier at most once in this span, in milliseconds. Longer ago the mail is no answer either. */
export const IDENTIFIER_REMINDER_GAP = DAY;
