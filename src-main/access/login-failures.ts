import type { Database } from 'better-sqlite3';
import { FAILURE_WINDOW, nextLoginAt } from '../../src-shared/policy/passwords/login-delays.ts';
import type { Clock } from '../clock/clock.ts';

/**
 * Failed logins of each account. Accounts are blind indexes of the typed identifier, so an unknown identifier is
 * delayed like a known one.
 */
export class LoginFailures {
  readonly #journal: Database;
  readonly #clock: Clock;

  constructor(deps: { journal: Database; clock: Clock }) {
    this.#journal = deps.journal;
    this.#clock = deps.clock;
  }

  /** Steady moment of the next allowed try; now or earlier: allowed at once. */
  nextAt(accountKey: string): number {
    const now = this.#clock.now();
    const failures = this.#journal
      .prepare('SELECT at FROM login_failure WHERE account_key = ? AND at > ? ORDER BY at')
      .pluck()
      .all(accountKey, now - FAILURE_WINDOW) as number[];
    return nextLoginAt(failures, now);
  }

  /**
   * Counts a try before the password is checked; after a success {@link clear} removes it.
   * @returns id of the try, for {@link takeBack}
   */
  count(accountKey: string): number | bigint {
    return this.#journal
      .prepare('INSERT INTO login_failure (account_key, at) VALUES (?, ?)')
      .run(accountKey, this.#clock.now()).lastInsertRowid;
  }

  /** Removes a try whose password could not be checked. */
  takeBack(failure: number | bigint): void {
    this.#journal.prepare('DELETE FROM login_failure WHERE id = ?').run(failure);
  }

  /** Removes all failures of an account: its holder has logged in, or has a new password. */
  clear(accountKey: string): void {
    this.#journal.prepare('DELETE FROM login_failure WHERE account_key = ?').run(accountKey);
  }
}
