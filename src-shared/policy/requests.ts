import { DAY } from '../time/units.ts';

/** A request for a letter or an account that reaches head office later than this is not carried out, in milliseconds. */
export const LETTER_REQUEST_LIFE = 8 * DAY;

/** The same for a lost identifier: longer ago, the mail is no answer any more. */
export const IDENTIFIER_REQUEST_LIFE = DAY;

/** The same for a request of the member space. */
export const SPACE_REQUEST_LIFE = 30 * DAY;

/** Days for which the home of the member space tells of an answered request. */
export const ANSWER_SHOWN_DAYS = 30;

/** Days before and after today from which a new address may hold. */
export const ADDRESS_FROM = { earliest: 60, latest: 365 } as const;
