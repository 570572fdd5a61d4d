import { HOUR, MINUTE } from '../time/units.ts';

/** How long after the provisional password was shown an account can be activated, in milliseconds. */
export const ACTIVATION_OPEN_LIFE = 30 * MINUTE;

/** How long after it was opened an attempt to activate is good for anything, in milliseconds. */
export const ACTIVATION_LIFE = HOUR;

/** Addresses of other people that may be tried under one attempt; nobody finds out more than that. */
export const MOST_EMAIL_TRIES = 10;

/**
 * Mails of confirmation within `SEND_WINDOW` at all, those after a corrected address included. A mistyped address can be
 * put right at once, as often as this lets it; nobody's mailbox is filled.
 */
export const MOST_CONFIRMATION_MAILS = 10;

/** How long an enrolment code of a kiosk can be used, in milliseconds. */
export const ENROLMENT_CODE_LIFE = 7 * 24 * HOUR;

/** How long the same attempt to enrol is given the same token again, in milliseconds: its answer may have been lost. */
export const ENROLMENT_REPEATABLE = HOUR;

/** Wrong enrolment codes that one network address may try within {@link ENROLMENT_TRY_WINDOW}. */
export const MOST_ENROLMENT_TRIES = 10;

/** The span in which wrong enrolment codes are counted, in milliseconds. */
export const ENROLMENT_TRY_WINDOW = 10 * MINUTE;
