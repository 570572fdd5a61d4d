import { DAY, HOUR } from '../time/units.ts';

// At the kiosk.

/** Days for which log files of a kiosk are kept. */
export const LOG_DAYS = 30;

/** Settled rows and audit lines of a kiosk are kept this long for proof, in milliseconds. */
export const KIOSK_RECORDS_KEPT = 90 * DAY;

/** The body of an event that head office has settled is kept this long at the kiosk, in milliseconds. */
export const SETTLED_BODY_KEPT = 7 * DAY;

/** Daily backups of a kiosk's journal that are kept. */
export const BACKUPS_KEPT = 7;

// At head office.

/** Wrong logins and codes count for 24 hours; what is older than this, in milliseconds, serves nothing. */
export const TRIES_KEPT = 25 * HOUR;

/** For so long after it was the latest a change can still be named by a kiosk that was away, in milliseconds. */
export const CHANGES_KEPT = 90 * DAY;

/** Requests that came to nothing, accounts never confirmed and their links are kept for so long, in milliseconds. */
export const UNFINISHED_KEPT = 90 * DAY;

/** What helpers did, and delegations that have ended, are kept for so long, in milliseconds: over a year. */
export const DELEGATIONS_KEPT = 400 * DAY;

/** Visits to kiosks are kept and shown for so long, in milliseconds; deleted devices are kept as long. */
export const VISITS_KEPT = 90 * DAY;

/** What became of a mail is kept for so long, in milliseconds. */
export const MAILS_KEPT = 30 * DAY;

/** Days for which a request of the member space is kept once it is settled: default of `HUB_SETTLED_REQUESTS_DAYS`. */
export const SETTLED_REQUEST_DAYS = 730;
