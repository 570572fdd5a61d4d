import { MINUTE } from '../../time/units.ts';

/** Milliseconds without a touch after which the kiosk leaves staff mode. */
export const STAFF_IDLE = 2 * MINUTE;

/** Milliseconds that a member's visit waits, at most, while an adviser works at the kiosk; then it ends. */
export const PARKED_AT_MOST = 10 * MINUTE;

/** What an adviser's "more time" adds to the longest visit, and how many times in one visit. */
export const MORE_TIME = { span: 10 * MINUTE, times: 2 } as const;
