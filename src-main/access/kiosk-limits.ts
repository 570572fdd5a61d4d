import type { Database } from 'better-sqlite3';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../clock/clock.ts';
import { JournalRateLimiter } from './journal-rate-limiter.ts';
import { KIOSK_QUOTAS } from '../../src-shared/policy/quotas.ts';

/** Name of a bucket. */
export type Bucket = keyof typeof KIOSK_QUOTAS;

/** The kiosk's buckets, shared by all visitors. */
export class KioskLimits {
  readonly #clock: Clock;
  readonly #limiters: ReadonlyMap<Bucket, JournalRateLimiter>;

  constructor(deps: { journal: Database; clock: Clock }) {
    this.#clock = deps.clock;
    this.#limiters = new Map(
      (Object.keys(KIOSK_QUOTAS) as Bucket[]).map((name) => [
        name,
        new JournalRateLimiter({ ...deps, name, ...KIOSK_QUOTAS[name] }),
      ]),
    );
  }

  /** Steady moment at which the bucket opens again; null: it is open. */
  async closedUntil(bucket: Bucket): Promise<number | null> {
    const limiter = this.#limiter(bucket);
    const state: RateLimiterRes | null = await limiter.get('kiosk');
    if (!state || state.remainingPoints > 0) return null;
    return this.#clock.now() + state.msBeforeNext;
  }

  /** Takes one point. Call {@link closedUntil} first. */
  async take(bucket: Bucket): Promise<void> {
    await this.#limiter(bucket).penalty('kiosk', 1);
  }

  #limiter(bucket: Bucket): JournalRateLimiter {
    const limiter = this.#limiters.get(bucket);
    if (!limiter) throw new Error(`no bucket ${bucket}`);
    return limiter;
  }
}
