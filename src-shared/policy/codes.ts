import { DAY, HOUR, MINUTE, SECOND } from '../time/units.ts';

/**
 * Life of a code sent by e-mail or SMS, in milliseconds (domain; MCRN guide: "10 minutes"). It may be shorter, not longer:
 * 10 minutes is the most that NIST SP 800-63B-4 and ASVS 5.0 allow a code sent by another channel; 15 would break both.
 */
export const CODE_LIFE = 10 * MINUTE;

/**
 * Largest number of wrong codes within {@link CODE_TRY_WINDOW}, for one person, account or proof of an address, over
 * all codes and kiosks (domain: 5 tries; NIST: a new code does not reset the count).
 */
export const MOST_CODE_TRIES = 5;

/** Window in which wrong codes are counted, in milliseconds: 24 hours (domain). */
export const CODE_TRY_WINDOW = DAY;

/** Milliseconds after a right fresh code in which its one act in the member space may be done. */
export const PROOF_LIFE = 10 * MINUTE;

/** Milliseconds after a right code in which a new password may be set: the hard end of a visit (domain). */
export const PROVEN_RECOVERY_LIFE = 20 * MINUTE;

/** Life of the link in a confirmation mail, in milliseconds: 48 hours (domain). */
export const CONFIRMATION_LINK_LIFE = 48 * HOUR;

/** Life of an anti-robot challenge, in milliseconds. */
export const CHALLENGE_LIFE = 2 * MINUTE;

/** Largest number of member numbers and e-mail addresses in one visit, known or not; then it ends, and an adviser can help. */
export const MOST_NUMBERS = 5;

/**
 * Member numbers and e-mail addresses before the anti-robot: those of one visit, and those that come to one kiosk faster
 * than `NUMBER_PACE.gap`, whatever the visit. Nobody mistypes more often.
 */
export const FREE_NUMBERS = 2;

/** Milliseconds without the server's acceptance after which a message counts as late, and another channel is offered. */
export const LATE_AFTER = 20 * SECOND;
