import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock/clock.ts';
import type { PasswordHasher } from './password-hasher.ts';

/** Passwords set at this kiosk. */
export class Credentials {
  readonly #journal: Database;
  readonly #clock: Clock;
  readonly #hasher: PasswordHasher;

  constructor(parts: { journal: Database; clock: Clock; hasher: PasswordHasher }) {
    this.#journal = parts.journal;
    this.#clock = parts.clock;
    this.#hasher = parts.hasher;
  }

  /** Stores a hash, replacing the one before. Called within the transaction that records the event. */
  store(memberKey: string, phc: string): void {
    this.#journal
      .prepare(
        `INSERT INTO credential (member_key, phc, set_at) VALUES (?, ?, ?)
         ON CONFLICT (member_key) DO UPDATE SET phc = excluded.phc, set_at = excluded.set_at`,
      )
      .run(memberKey, phc, this.#clock.now());
  }

  /**
   * Checks a password. Takes as long for an account without one. A hash of older costs is replaced by a new
   * one once the password has proved right.
   */
  async verify(memberKey: string, password: string): Promise<boolean> {
    const phc = this.#journal
      .prepare('SELECT phc FROM credential WHERE member_key = ?')
      .pluck()
      .get(memberKey) as string | undefined;
    if (phc === undefined) return this.#hasher.verifyNothing(password);
    if (!(await this.#hasher.verify(phc, password))) return false;
    if (this.#hasher.isOutdated(phc)) await this.#rehash(memberKey, phc, password);
    return true;
  }

  async #rehash(memberKey: string, before: string, password: string): Promise<void> {
    const renewed = await this.#hasher.hash(password);
    this.#journal
      .prepare('UPDATE credential SET phc = ? WHERE member_key = ? AND phc = ?')
      .run(renewed, memberKey, before);
  }
}
