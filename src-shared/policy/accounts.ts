import { DAY, HOUR, MINUTE } from '../time/units.ts';

/** Milliseconds after the provisional password was shown in which the account can be activated. */
export const ACTIVATION_OPEN_LIFE = 30 * MINUTE;

/** Milliseconds after an activation was opened in which its attempt can be used at all. */
export const ACTIVATION_LIFE = HOUR;

/**
 * Largest number of addresses of other accounts that one person may try within a day, however often the provisional
 * password is shown: so nobody can find out who has an account.
 */
export const MOST_EMAIL_TRIES = 10;

/**
 * Largest number of confirmation mails within `SEND_WINDOW`, including those after a corrected address. High enough
 * to correct a mistyped address at once, low enough to flood no mailbox.
 */
export const MOST_CONFIRMATION_MAILS = 10;

/** Life of a kiosk's enrolment code, in milliseconds. */
export const ENROLMENT_CODE_LIFE = 7 * 24 * HOUR;

/**
 * Milliseconds in which a repeated attempt to enrol gets the same token again, since the answer may have been lost.
 */
export const ENROLMENT_REPEATABLE = HOUR;

/** Milliseconds after an activation in which its address can be confirmed. No login or new mail prolongs them. */
export const CLAIM_LIFE = 30 * DAY;

/**
 * Most people who wait for one address whose passwords a login with it is compared with, the newest first. Each costs a
 * hash.
 */
export const CLAIMS_LOOKED_AT = 5;

/** How often a kiosk asks for the key under which it hashes NIR, in milliseconds, since head office may change it. */
export const NIR_KEY_ASKED_EVERY = 6 * HOUR;
