import { DAY, HOUR } from '../time/units.ts';

/** Days on which the code of a letter can be used, the day of handing over being the first (domain: 21 days). */
export const LETTER_VALID_DAYS = 21;

/** A letter should have arrived within eight days, in milliseconds (MCRN guide, part 1). */
export const LETTER_ARRIVES_WITHIN = 8 * DAY;

/** Within this span head office hands a letter over and says so by e-mail, in milliseconds (MCRN guide: 24 hours). */
export const LETTER_LEAVES_WITHIN = 24 * HOUR;

/** Letters of one member are at least this far apart, in milliseconds (domain: one a day) … */
export const LETTER_GAP = DAY;

/** … and at most this many fall … */
export const LETTERS_PER_WINDOW = 4;

/** … into any span as long as this, in milliseconds (domain: four in 30 days). */
export const LETTER_WINDOW = 30 * DAY;

/** How long a letter waits for the address of its reader before it is given up, in milliseconds. */
export const LETTER_ADDRESS_WAIT = 30 * DAY;

/** So long before noon of the last day the holder of an unused provisional password is reminded, in milliseconds. */
export const LETTER_REMINDER_BEFORE = 5 * DAY;
