import { DAY, MINUTE } from '../../time/units.ts';

/** Digits of an adviser's PIN. */
export const PIN_DIGITS = { least: 6, most: 10 } as const;

/** Wrong PINs, passwords or codes of one badge, at all kiosks and pages together, before it waits (domain). */
export const BADGE_TRIES = 5;

/** Wrong badges and PINs at one kiosk, whoever typed them, before the kiosk takes none (domain). */
export const KIOSK_STAFF_TRIES = 5;

/** Milliseconds for which a badge or a kiosk waits after too many wrong tries (domain). */
export const STAFF_LOCK = 15 * MINUTE;

/** Wrong tries at one branch, over all its kiosks and badges, within {@link STAFF_LOCK} that staff is told of. */
export const BRANCH_GUESSES_TOLD = 8;

/** Milliseconds for which a kiosk may use the list of its branch's staff without the line: after them nobody opens staff mode. */
export const ROSTER_VALID = DAY;

/** Milliseconds for which the code of a slip can be used for the first use of a badge. */
export const SLIP_LIFE = 7 * DAY;

/** Recovery codes that an adviser gets, each good once in place of the second factor. */
export const RECOVERY_CODES = 10;

/** Steps of 30 seconds by which the clock of an adviser's phone may be off, in either direction (RFC 6238, 5.2). */
export const TOTP_DRIFT = 1;

/** Longest session of an adviser at a kiosk, in milliseconds; it ends sooner, with the visit. */
export const STAFF_SESSION_LIFE = 30 * MINUTE;

/** How often one adviser may do an act in a day; beyond it the hub refuses, and staff is told. */
export const STAFF_ACTS_PER_DAY = {
  'give-try': 20,
  'resend-code': 40,
  'start-letter': 15,
  'correct-contact': 10,
  'attest-anti-robot': 60,
  'help-account': 40,
} as const;

/** Tries that advisers may give back to one member in a day, all advisers together: a code must not be guessed with their help. */
export const TRIES_GIVEN_PER_DAY = 3;

/** Corrections of one adviser in a day that staff is told of: default of `HUB_STAFF_CORRECTIONS_TOLD`. */
export const CORRECTIONS_TOLD = 5;

/** Milliseconds within which one adviser at two branches is told: nobody travels so fast. */
export const TWO_BRANCHES_WITHIN = 30 * MINUTE;

/** Milliseconds for which an e-mail address or phone that an adviser corrected does not receive alone the code for a password: three days, in which the former channels can object. */
export const CORRECTED_HOLD = 3 * DAY;
