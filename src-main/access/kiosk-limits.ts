import type { Database } from 'better-sqlite3';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../clock/clock.ts';
import { JournalRateLimiter } from './journal-rate-limiter.ts';
import { FREE_NUMBERS } from '../../src-shared/policy/codes.ts';
import { KIOSK_QUOTAS, NUMBER_PACE } from '../../src-shared/policy/quotas.ts';

/** Row of the pace of member numbers among the limits. */
const PACE_KEY = 'number-pace';

/** Name of a bucket. */
export type Bucket = keyof typeof KIOSK_QUOTAS;

/** The kiosk's buckets, shared by all visitors. */
export class KioskLimits {
  readonly #journal: Database;
  readonly #clock: Clock;
  readonly #limiters: ReadonlyMap<Bucket, JournalRateLimiter>;

  constructor(deps: { journal: Database; clock: Clock }) {
    this.#journal = deps.journal;
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

  /** Steady moment at which the next member number is taken: now or earlier, unless they come faster than people type. */
  async nextNumberAt(): Promise<number> {
    return this.#numbersUntil() - (NUMBER_PACE.burst - 1) * (await this.#numberGap());
  }

  /** Counts a member number, known or not. Call {@link nextNumberAt} first. */
  async takeNumber(): Promise<void> {
    await this.take('named-number');
    const until = Math.max(this.#numbersUntil(), this.#clock.now()) + (await this.#numberGap());
    this.#journal
      .prepare('INSERT OR REPLACE INTO rate_limit (key, points, expire) VALUES (?, 0, ?)')
      .run(PACE_KEY, until);
  }

  /**
   * Whether member numbers pile up at this kiosk, whatever the visits: more than `FREE_NUMBERS` within
   * `NUMBER_PACE.gap`, or a spent bucket.
   */
  async numbersPileUp(): Promise<boolean> {
    if ((await this.closedUntil('named-number')) !== null) return true;
    return this.#numbersUntil() - this.#clock.now() > (FREE_NUMBERS - 1) * NUMBER_PACE.gap;
  }

  /** Steady moment at which the member numbers that were taken are paid for; it stands over a restart. */
  #numbersUntil(): number {
    const row = this.#journal.prepare('SELECT expire FROM rate_limit WHERE key = ?').pluck().get(PACE_KEY);
    return (row as number | undefined) ?? Number.NEGATIVE_INFINITY;
  }

  async #numberGap(): Promise<number> {
    return (await this.closedUntil('named-number')) === null ? NUMBER_PACE.gap : NUMBER_PACE.watchful;
  }

  #limiter(bucket: Bucket): JournalRateLimiter {
    const limiter = this.#limiters.get(bucket);
    if (!limiter) throw new Error(`no bucket ${bucket}`);
    return limiter;
  }
}
