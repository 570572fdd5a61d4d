import { DAY, HOUR, MINUTE } from '../time/units.ts';

// At the kiosk.

/** Days for which a kiosk keeps its log files. */
export const LOG_DAYS = 30;

/** Milliseconds for which a kiosk keeps settled rows and audit lines as proof. */
export const KIOSK_RECORDS_KEPT = 90 * DAY;

/** Milliseconds for which a kiosk keeps the body of a settled event. */
export const SETTLED_BODY_KEPT = 7 * DAY;

/** Number of daily journal backups that a kiosk keeps. */
export const BACKUPS_KEPT = 7;

// At head office.

/** Milliseconds for which the nonces of signatures are kept: several times as long as a signature is accepted. */
export const NONCES_KEPT = 10 * MINUTE;

/** Milliseconds for which wrong logins and codes are kept: they count for 24 hours. */
export const TRIES_KEPT = 25 * HOUR;

/** Milliseconds for which a replaced change is kept, so that a kiosk that was away can still name it. */
export const CHANGES_KEPT = 90 * DAY;

/** Milliseconds for which failed requests, unconfirmed accounts and their links are kept. */
export const UNFINISHED_KEPT = 90 * DAY;

/** Milliseconds for which helpers' acts and ended delegations are kept: over a year. */
export const DELEGATIONS_KEPT = 400 * DAY;

/** Milliseconds for which visits to kiosks are kept and shown; deleted devices are kept as long. */
export const VISITS_KEPT = 90 * DAY;

/** Milliseconds for which visits and calls of branches are kept, without who it was: for counts of where people give up. */
export const BRANCH_VISITS_KEPT = 30 * DAY;

/** Milliseconds for which a waiting ticket is kept: it can be used for 20 minutes. */
export const TICKETS_KEPT = HOUR;

/** Milliseconds for which results of morning tests are kept. */
export const MORNING_TESTS_KEPT = 90 * DAY;

/** Milliseconds for which the result of a mail is kept. */
export const MAILS_KEPT = 30 * DAY;

/** Days for which a settled member request is kept: default of `HUB_SETTLED_REQUESTS_DAYS`. */
export const SETTLED_REQUEST_DAYS = 730;

/** Milliseconds for which the acts of advisers are counted for reports. The audit keeps them for good. */
export const STAFF_ACTS_KEPT = 400 * DAY;
