import { DAY, MINUTE } from '../time/units.ts';

/** Durations of a delegation that a member can choose, in months. */
export const DELEGATION_MONTHS = [1, 3, 6, 12] as const;

/** Days before the end of a delegation on which both sides are reminded. */
export const DELEGATION_REMINDER_DAYS = 14;

/** Milliseconds for which an ended delegation is still shown. */
export const ENDED_DELEGATION_SHOWN = 90 * DAY;

/** Largest number of wrong helpers' names that one person may give within {@link HELPER_TRY_WINDOW}. */
export const MOST_HELPER_TRIES = 5;

/** Window in which wrong helpers' names are counted, in milliseconds: 24 hours. */
export const HELPER_TRY_WINDOW = DAY;

/** Milliseconds before the same look of a helper is recorded again, since an open page calls often. */
export const LOOK_STANDS = 5 * MINUTE;
