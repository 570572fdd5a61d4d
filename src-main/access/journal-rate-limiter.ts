import type { Database } from 'better-sqlite3';
// Not the package's main entry: it loads the stores of many other databases and slows each start.
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import RateLimiterSQLite from 'rate-limiter-flexible/lib/RateLimiterSQLite.js';
import type { Clock } from '../clock/clock.ts';

interface LimitRow {
  readonly points: number;
  readonly expire: number | null;
}

/**
 * rate-limiter-flexible over the journal's `rate_limit` table, on the application's clock. The library's own SQLite
 * store reads the machine's clock, which an operator can turn back.
 */
export class JournalRateLimiter extends RateLimiterSQLite {
  readonly #journal: Database;
  readonly #clock: Clock;

  constructor(options: { journal: Database; clock: Clock; name: string; points: number; seconds: number }) {
    super({
      storeClient: options.journal,
      storeType: 'better-sqlite3',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: options.name,
      points: options.points,
      duration: options.seconds,
    });
    this.#journal = options.journal;
    this.#clock = options.clock;
  }

  /** Library hook: adds points; starts a new window when the last one has ended. */
  _upsert(key: string, points: number, milliseconds: number, force = false): Promise<LimitRow> {
    const now = this.#clock.now();
    const row = this.#journal
      .prepare(
        `INSERT INTO rate_limit (key, points, expire) VALUES (@key, @points, @expire)
         ON CONFLICT (key) DO UPDATE SET
           points = CASE WHEN expire > @now AND NOT @force THEN points + excluded.points ELSE excluded.points END,
           expire = CASE WHEN expire > @now AND NOT @force THEN expire ELSE excluded.expire END
         RETURNING points, expire`,
      )
      .get({ key, points, expire: now + milliseconds, now, force: force ? 1 : 0 }) as LimitRow;
    return Promise.resolve(row);
  }

  /** Library hook: reads the open window. */
  _get(key: string): Promise<LimitRow | null> {
    const row = this.#journal
      .prepare('SELECT points, expire FROM rate_limit WHERE key = ? AND expire > ?')
      .get(key, this.#clock.now()) as LimitRow | undefined;
    return Promise.resolve(row ?? null);
  }

  /** Library hook: turns a row into the library's result. */
  _getRateLimiterRes(_key: string, changedPoints: number, row: LimitRow): RateLimiterRes {
    const left = row.expire === null ? -1 : Math.max(row.expire - this.#clock.now(), 0);
    const remaining = Math.max(this.points - row.points, 0);
    return new RateLimiterRes(remaining, left, row.points, row.points === changedPoints);
  }
}
