import { DAY } from '../time/units.ts';

/** For how many months a member can let somebody reach the account. */
export const DELEGATION_MONTHS = [1, 3, 6, 12] as const;

/** Days before its last one on which both sides of a delegation are reminded of its end. */
export const DELEGATION_REMINDER_DAYS = 14;

/** Delegations that ended so long ago are still shown, in milliseconds. */
export const ENDED_DELEGATION_SHOWN = 90 * DAY;

/** Wrong names of helpers that one person may give within {@link HELPER_TRY_WINDOW}. */
export const MOST_HELPER_TRIES = 5;

/** The span in which wrong names of helpers are counted: 24 hours, in milliseconds. */
export const HELPER_TRY_WINDOW = DAY;
