import { DAY } from '../time/units.ts';

/** Life of a kiosk's notice, in milliseconds. Days later it frightens more than it helps, and is dropped. */
export const KIOSK_NOTICE_LIFE = 3 * DAY;

/** Life of a head-office mail that reports an act or a request, in milliseconds: a week. */
export const HUB_NOTICE_LIFE = 7 * DAY;

/**
 * Shortest time between two mails that tell one address its identifier, in milliseconds. An older request is not
 * answered either.
 */
export const IDENTIFIER_REMINDER_GAP = DAY;
