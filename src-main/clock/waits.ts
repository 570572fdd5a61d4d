import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** Wait before the journal is tried again after it could not be read or written, in milliseconds. */
export const STORAGE_WAIT = 15 * SECOND;

/** Longest sleep of a loop, in milliseconds: a machine that was suspended looks again soon after it wakes. */
export const LONGEST_SLEEP = MINUTE;

/** Time that a try under way gets when the application closes, in milliseconds. */
export const STOP_GRACE = 2 * SECOND;
