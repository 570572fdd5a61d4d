const HOUR_SECONDS = 3600;

/**
 * Limits of one kiosk as a whole, whoever stands at it: so many in so many seconds. Wide enough for a busy counter, narrow
 * enough that nobody can walk through the number space or drown the gateway.
 */
export const KIOSK_QUOTAS = {
  /** Numbers that nobody has. */
  'unknown-number': { points: 30, seconds: HOUR_SECONDS },
  /** Failed logins across all accounts: one password tried on many numbers. */
  'failed-login': { points: 60, seconds: HOUR_SECONDS },
  'code-email': { points: 60, seconds: HOUR_SECONDS },
  'code-sms': { points: 40, seconds: HOUR_SECONDS },
  'code-letter': { points: 40, seconds: 24 * HOUR_SECONDS },
  /** Codes of letters that were typed, right or wrong. */
  'typed-letter-code': { points: 60, seconds: HOUR_SECONDS },
  /** Codes that head office was asked for by mail. */
  'account-code': { points: 60, seconds: HOUR_SECONDS },
  /** Requests for an account or for a lost identifier. */
  'account-request': { points: 20, seconds: HOUR_SECONDS },
  /** Provisional passwords that were typed, right or wrong. */
  'provisional-password': { points: 60, seconds: HOUR_SECONDS },
  /** What is sent to head office from the member space. */
  'space-request': { points: 40, seconds: HOUR_SECONDS },
} as const;

/** Calls a minute that one kiosk may make: default of `HUB_REQUESTS_PER_MINUTE`. */
export const CALLS_PER_MINUTE = 600;

/** Calls a minute for changes of members: default of `HUB_FEED_REQUESTS_PER_MINUTE`. */
export const FEED_CALLS_PER_MINUTE = 200;

/** A website speaks for many visitors at once: so many times the limit of a kiosk. */
export const WEBSITE_FACTOR = 10;

/** Calls of the pages a minute from one address: a household, or an office behind one router. */
export const PAGE_CALLS_PER_MINUTE = 60;

/** Connected devices that one person may have. */
export const MOST_DEVICES = 10;
