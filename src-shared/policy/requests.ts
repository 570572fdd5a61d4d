import { DAY } from '../time/units.ts';

/** Milliseconds after which a request for a letter or an account is no longer carried out. */
export const LETTER_REQUEST_LIFE = 8 * DAY;

/**
 * Milliseconds after which a request for a lost identifier is no longer carried out: the mail would come too late.
 */
export const IDENTIFIER_REQUEST_LIFE = DAY;

/** Milliseconds after which a member request is no longer carried out. */
export const SPACE_REQUEST_LIFE = 30 * DAY;

/** Days for which the home of the member space shows an answered request. */
export const ANSWER_SHOWN_DAYS = 30;

/** Days before and after today that the first day of a new address may be. */
export const ADDRESS_FROM = { earliest: 60, latest: 365 } as const;

/** Largest number of characters in staff's reply to a request: one page of the kiosk. */
export const LONGEST_REPLY = 1000;
