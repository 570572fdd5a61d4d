import { MINUTE, SECOND } from '../../src-shared/time/units.ts';

/** Milliseconds before the journal is tried again after a failed read or write. */
export const STORAGE_WAIT = 15 * SECOND;

/** Longest sleep of a loop in milliseconds, so that a suspended machine continues soon after it wakes. */
export const LONGEST_SLEEP = MINUTE;

/** Milliseconds that a running try gets when the application closes. */
export const STOP_GRACE = 2 * SECOND;
