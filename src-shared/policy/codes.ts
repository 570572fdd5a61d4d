import { DAY, HOUR, MINUTE } from '../time/units.ts';

/** How long a code sent by e-mail or SMS is good, in milliseconds: ten minutes (domain; the MCRN guide says "10 minutes"). */
export const CODE_LIFE = 10 * MINUTE;

/** Wrong codes of one person, account or showing within {@link CODE_TRY_WINDOW}, over all codes and kiosks (domain: 5 tries). */
export const MOST_CODE_TRIES = 5;

/** The span in which wrong codes are counted: 24 hours, in milliseconds (domain). */
export const CODE_TRY_WINDOW = DAY;

/** How long after the right fresh code the one act in the member space may be done, in milliseconds. */
export const PROOF_LIFE = 10 * MINUTE;

/** How long after the right code a new password may be set, in milliseconds: the hard end of a visit (domain). */
export const PROVEN_RECOVERY_LIFE = 20 * MINUTE;

/** How long the link of a confirmation mail is good, in milliseconds: 48 hours (domain). */
export const CONFIRMATION_LINK_LIFE = 48 * HOUR;

/** How long an anti-robot challenge can be answered, in milliseconds. */
export const CHALLENGE_LIFE = 2 * MINUTE;

/** Numbers that nobody has, in one visit; then the visitor is sent to an adviser. */
export const MOST_UNKNOWN_NUMBERS = 5;
