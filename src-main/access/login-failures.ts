import type { Database } from 'better-sqlite3';
import { FAILURE_WINDOW, nextLoginAt } from '../../src-shared/policy/login-delays.ts';
import type { Clock } from '../clock/clock.ts';

/**
 * Failed logins per account. Accounts are blind indexes of what was typed, so an unknown identifier is
 * delayed exactly as a known one.
 */
export class LoginFailures {
  readonly #journal: Database;
  readonly #clock: Clock;

  constructor(deps: { journal: Database; clock: Clock }) {
    this.#journal = deps.journal;
    this.#clock = deps.clock;
  }

  /** Steady moment of the next try; in the past or now when none must be waited for. */
  nextAt(accountKey: string): number {
    const now = this.#clock.now();
    const failures = this.#journal
      .prepare('SELECT at FROM login_failure WHERE account_key = ? AND at > ? ORDER BY at')
      .pluck()
      .all(accountKey, now - FAILURE_WINDOW) as number[];
    return nextLoginAt(failures, now);
  }

  /**
   * Counts a try before the password is looked at; a success takes the count back with {@link clear}.
   * @returns names the try, for {@link takeBack}
   */
  count(accountKey: string): number | bigint {
    return this.#journal
      .prepare('INSERT INTO login_failure (account_key, at) VALUES (?, ?)')
      .run(accountKey, this.#clock.now()).lastInsertRowid;
  }

  /** Nobody could look at the password of this try: it does not count. */
  takeBack(failure: number | bigint): void {
    this.#journal.prepare('DELETE FROM login_failure WHERE id = ?').run(failure);
  }

  /** The account's holder has logged in, or has a new password. */
  clear(accountKey: string): void {
    this.#journal.prepare('DELETE FROM login_failure WHERE account_key = ?').run(accountKey);
  }
}
