import { MINUTE, SECOND } from '../time/units.ts';

const HOUR_SECONDS = 3600;

/**
 * Limits of one kiosk, over all visitors: `points` in `seconds`. High enough for a busy branch, low enough that
 * nobody can try all member numbers or overload the SMS gateway.
 */
export const KIOSK_QUOTAS = {
  /** Member numbers, known or not. Beyond it the kiosk takes them more slowly (`NUMBER_PACE`) and each visit begins with the anti-robot; it is never closed. */
  'named-number': { points: 30, seconds: HOUR_SECONDS },
  /** Failed logins over all accounts: limits one password tried on many numbers. */
  'failed-login': { points: 60, seconds: HOUR_SECONDS },
  'code-email': { points: 60, seconds: HOUR_SECONDS },
  'code-sms': { points: 40, seconds: HOUR_SECONDS },
  'code-letter': { points: 40, seconds: 24 * HOUR_SECONDS },
  /** Typed letter codes, right or wrong. */
  'typed-letter-code': { points: 60, seconds: HOUR_SECONDS },
  /** Codes by mail that head office was asked for. */
  'account-code': { points: 60, seconds: HOUR_SECONDS },
  /** Requests for an account or for a lost identifier. */
  'account-request': { points: 20, seconds: HOUR_SECONDS },
  /** Typed provisional passwords, right or wrong. */
  'provisional-password': { points: 60, seconds: HOUR_SECONDS },
  /** Member requests, sent from the member space. */
  'space-request': { points: 40, seconds: HOUR_SECONDS },
} as const;

/**
 * How fast a kiosk takes member numbers, over all visits: `burst` at once, then one each `gap` milliseconds; one each
 * `watchful` once `KIOSK_QUOTAS.named-number` is spent. No person types so fast, so nobody who is alone notices it.
 */
export const NUMBER_PACE = { burst: 6, gap: 10 * SECOND, watchful: 30 * SECOND } as const;

/** Calls a minute that one kiosk may make: default of `HUB_REQUESTS_PER_MINUTE`. */
export const CALLS_PER_MINUTE = 600;

/** Calls a minute for changes of members: default of `HUB_FEED_REQUESTS_PER_MINUTE`. */
export const FEED_CALLS_PER_MINUTE = 200;

/** A website calls for many visitors at once: its limit is that of a kiosk times this. */
export const WEBSITE_FACTOR = 10;

/**
 * Limits of one network that guard a secret hold for its site too, times this: one customer of a provider often has a /48 of
 * IPv6, and so 65,536 networks.
 */
export const SITE_FACTOR = 5;

/** Calls of the pages a minute from one network address: a household, or an office behind one router. */
export const PAGE_CALLS_PER_MINUTE = 60;

/** Wrong enrolment codes from one network (an IPv4 address, or a /64 of IPv6) within `window` milliseconds; from a /48, times `SITE_FACTOR`. */
export const ENROLMENT_TRIES = { most: 10, window: 10 * MINUTE } as const;

/** Wrong passwords for a device, from one network; from a /48, times `SITE_FACTOR`. */
export const DEVICE_TRIES = { most: 10, window: 10 * MINUTE } as const;

/**
 * Tokens that nobody has, from one network; from a /48, times `SITE_FACTOR`. Beyond that only tokens are looked up that were right before, so that a
 * branch behind the same router goes on.
 */
export const WRONG_TOKENS = { most: 20, window: MINUTE } as const;

/** Largest number of connected devices of one person. */
export const MOST_DEVICES = 10;

/** Largest number of events in one call. */
export const EVENTS_PER_REQUEST = 100;

/** Most of what is there that an import may remove without `--force`, in hundredths. */
export const MOST_ABSENT_PERCENT = 5;

/** Most people whom an import may close without `--force`, however many there are. */
export const MOST_CLOSED = 1000;

/** Largest amount of a reimbursement that an import takes, in whole units of its currency. */
export const MOST_AMOUNT = 1_000_000;
