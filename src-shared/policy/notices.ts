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

/** Window in which the mails to one address are counted, in milliseconds: 24 hours. */
export const MAIL_WINDOW = DAY;

/** Largest number of ordinary mails to one address within {@link MAIL_WINDOW}, over all kinds, kiosks and people. */
export const MOST_ORDINARY_MAILS = 20;

/**
 * Largest number of mails of one kind that tell one address of a changed password, account, address, device or
 * delegation within {@link MAIL_WINDOW}. Then one more mail says that there was more, so that no flood hides a change.
 */
export const MOST_NOTICES_OF_A_KIND = 3;

/** Largest number of mails within {@link MAIL_WINDOW} to an address that was typed with requests for accounts. */
export const MOST_TYPED_ADDRESS_MAILS = 1;

/** Largest number of such mails for the requests of one kiosk or website within {@link MAIL_WINDOW}. */
export const KIOSK_TYPED_ADDRESS_MAILS = 200;

/**
 * Largest number of mails within {@link MAIL_WINDOW} about requests from the member space and lost identifiers that one
 * kiosk causes, over all people; a website times `WEBSITE_FACTOR`. A kiosk that keeps its own limits (`KIOSK_QUOTAS`)
 * meets it with the backlog of a day without the line at most; its requests are kept all the same.
 */
export const KIOSK_REQUEST_MAILS = 500;
