import type { Database } from 'better-sqlite3';
import { BADGE_TRIES, KIOSK_STAFF_TRIES, STAFF_LOCK } from '../../src-shared/policy/staff/staff.ts';
import type { Clock } from '../clock/clock.ts';

/** Rows of all badges together, and of one badge, among the limits. */
const KIOSK_KEY = 'staff-kiosk';
const badgeKey = (index: string): string => `staff-badge:${index}`;

interface Tries {
  readonly points: number;
  readonly expire: number;
}

/** What {@link PinTries} needs. */
export interface PinTriesDeps {
  readonly journal: Database;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Wrong badges and PINs at this kiosk, per badge and over all; they stand over a restart. Each try is counted before it is
 * checked, so that a power cut gives none back.
 */
export class PinTries {
  readonly #deps: PinTriesDeps;

  constructor(deps: PinTriesDeps) {
    this.#deps = deps;
  }

  /** Steady moment at which a badge can be tried again; null: now. */
  lockedUntil(badge: string): number | null {
    const badgeTries = this.#tries(badgeKey(badge));
    const kioskTries = this.#tries(KIOSK_KEY);
    const locks = [
      badgeTries !== null && badgeTries.points >= BADGE_TRIES ? badgeTries.expire : null,
      kioskTries !== null && kioskTries.points >= KIOSK_STAFF_TRIES ? kioskTries.expire : null,
    ].filter((until) => until !== null);
    return locks.length === 0 ? null : Math.max(...locks);
  }

  /**
   * Counts a try.
   * @param badge blind index of the badge
   * @returns how many are left after it
   */
  take(badge: string): number {
    return this.#deps.journal.transaction(() => {
      const ofBadge = this.#count(badgeKey(badge));
      const ofKiosk = this.#count(KIOSK_KEY);
      return Math.max(0, Math.min(BADGE_TRIES - ofBadge, KIOSK_STAFF_TRIES - ofKiosk));
    })();
  }

  /** Nothing was checked: the last try does not count. */
  giveBack(badge: string): void {
    const { journal } = this.#deps;
    const less = journal.prepare('UPDATE rate_limit SET points = max(0, points - 1) WHERE key = ?');
    journal.transaction(() => [badgeKey(badge), KIOSK_KEY].forEach((key) => less.run(key)))();
  }

  /** The PIN was right: the tries of this badge are forgotten, and those that it has added to the kiosk's. */
  clear(badge: string): void {
    const { journal } = this.#deps;
    journal.transaction(() => {
      const tries = this.#tries(badgeKey(badge))?.points ?? 0;
      journal.prepare('DELETE FROM rate_limit WHERE key = ?').run(badgeKey(badge));
      journal
        .prepare('UPDATE rate_limit SET points = max(0, points - ?) WHERE key = ?')
        .run(tries, KIOSK_KEY);
    })();
  }

  #tries(key: string): Tries | null {
    const row = this.#deps.journal
      .prepare('SELECT points, expire FROM rate_limit WHERE key = ? AND expire > ?')
      .get(key, this.#deps.clock.now()) as Tries | undefined;
    return row ?? null;
  }

  /** The wait is counted from the last try. */
  #count(key: string): number {
    const { journal, clock } = this.#deps;
    const points = (this.#tries(key)?.points ?? 0) + 1;
    journal
      .prepare('INSERT OR REPLACE INTO rate_limit (key, points, expire) VALUES (?, ?, ?)')
      .run(key, points, clock.now() + STAFF_LOCK);
    return points;
  }
}
