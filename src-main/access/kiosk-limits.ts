import type { Database } from 'better-sqlite3';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../clock/clock.ts';
import { JournalRateLimiter } from './journal-rate-limiter.ts';

/**
 * Limits of this kiosk as a whole, whoever stands at it. Wide enough for a busy counter, narrow enough that
 * nobody can walk through the number space or drown the gateway.
 */
const BUCKETS = {
  /** Numbers that nobody has. */
  'unknown-number': { points: 30, seconds: 3600 },
  /** Failed logins across all accounts: one password tried on many numbers. */
  'failed-login': { points: 60, seconds: 3600 },
  'code-email': { points: 60, seconds: 3600 },
  'code-sms': { points: 40, seconds: 3600 },
  'code-letter': { points: 40, seconds: 24 * 3600 },
  /** Codes of letters that were typed, right or wrong. */
  'typed-letter-code': { points: 60, seconds: 3600 },
  /** Codes that head office was asked for by mail. */
  'account-code': { points: 60, seconds: 3600 },
  /** Requests for an account or for a lost identifier. */
  'account-request': { points: 20, seconds: 3600 },
  /** Provisional passwords that were typed, right or wrong. */
  'provisional-password': { points: 60, seconds: 3600 },
  /** What is sent to head office from the member space. */
  'space-request': { points: 40, seconds: 3600 },
} as const;

/** Name of a bucket. */
export type Bucket = keyof typeof BUCKETS;

/** The kiosk's own buckets; each visitor draws on the same ones. */
export class KioskLimits {
  readonly #clock: Clock;
  readonly #limiters: ReadonlyMap<Bucket, JournalRateLimiter>;

  constructor(deps: { journal: Database; clock: Clock }) {
    this.#clock = deps.clock;
    this.#limiters = new Map(
      (Object.keys(BUCKETS) as Bucket[]).map((name) => [
        name,
        new JournalRateLimiter({ ...deps, name, ...BUCKETS[name] }),
      ]),
    );
  }

  /** Steady moment until which the bucket is closed, or null while it is open. */
  async closedUntil(bucket: Bucket): Promise<number | null> {
    const limiter = this.#limiter(bucket);
    const state: RateLimiterRes | null = await limiter.get('kiosk');
    if (!state || state.remainingPoints > 0) return null;
    return this.#clock.now() + state.msBeforeNext;
  }

  /** Takes one point. Ask {@link closedUntil} first. */
  async take(bucket: Bucket): Promise<void> {
    await this.#limiter(bucket).penalty('kiosk', 1);
  }

  #limiter(bucket: Bucket): JournalRateLimiter {
    const limiter = this.#limiters.get(bucket);
    if (!limiter) throw new Error(`no bucket ${bucket}`);
    return limiter;
  }
}
