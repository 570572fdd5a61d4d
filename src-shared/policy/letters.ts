import { DAY, HOUR } from '../time/units.ts';

/** Days on which a letter's code can be used, counted from the day of handing over (domain: 21 days). */
export const LETTER_VALID_DAYS = 21;

/** Milliseconds within which a letter should arrive: eight days (MCRN guide, part 1). */
export const LETTER_ARRIVES_WITHIN = 8 * DAY;

/** Milliseconds within which head office hands a letter over and says so by e-mail: 24 hours (MCRN guide). */
export const LETTER_LEAVES_WITHIN = 24 * HOUR;

/** Shortest time between two letters to one member, in milliseconds (domain: one a day). */
export const LETTER_GAP = DAY;

/** Largest number of letters to one member within {@link LETTER_WINDOW} (domain: four in 30 days). */
export const LETTERS_PER_WINDOW = 4;

/** Window in which letters are counted, in milliseconds. */
export const LETTER_WINDOW = 30 * DAY;

/** Milliseconds for which a letter waits for a missing postal address; then it is cancelled. */
export const LETTER_ADDRESS_WAIT = 30 * DAY;

/**
 * Milliseconds for which letters go to the former postal address after another was reported, so that whoever reported it
 * without being the person gets no code: two weeks, in which the person is told and can object.
 */
export const NEW_ADDRESS_HELD = 14 * DAY;

/** Milliseconds before noon of the last day at which the holder of an unused provisional password is reminded. */
export const LETTER_REMINDER_BEFORE = 5 * DAY;

/**
 * Largest number of letters in one batch for the printer. After an interruption, at most this many are made again.
 */
export const LETTERS_PER_BATCH = 500;

/**
 * Largest number of letters that head office makes for one kiosk in 24 hours, for whomever. A kiosk's own limit is
 * lower (`KIOSK_QUOTAS`), so one that keeps its rules meets this one only with the backlog of a day without the line.
 */
export const KIOSK_LETTERS_PER_DAY = 80;

/**
 * Wrong codes of letters that head office takes from one kiosk within `window` milliseconds, for whomever, and apart from
 * them wrong provisional passwords; from a website, times `WEBSITE_FACTOR`. Five wrong ones keep a member waiting for a
 * day: beyond this a stolen kiosk keeps nobody else waiting. A kiosk's own limit is lower.
 */
export const KIOSK_LETTER_CODE_TRIES = { most: 80, window: HOUR } as const;
