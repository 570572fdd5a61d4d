import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock/clock.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { ACCEPTED_PASSWORD_KEPT } from '../../src-shared/policy/sessions.ts';

/**
 * `unsent`: right, and head office has not accepted it yet. `none`: this kiosk has no valid password for the member;
 * finding this out takes as long as a check.
 */
export type Verdict = 'right' | 'unsent' | 'wrong' | 'none';

/** The fields of an event that credentials need; `decidedAt` is a steady moment. */
export interface PasswordEvent {
  readonly id: string;
  readonly memberKey: string;
  readonly decidedAt: number;
}

/** Rows that an event is about. Rows from versions without a hub have no event id. */
const OF_EVENT = `member_key = :memberKey AND (event_id = :id OR (event_id IS NULL AND set_at <= :decidedAt))`;

/** Passwords set at this kiosk, until a day after head office has accepted them. */
export class Credentials {
  readonly #journal: Database;
  readonly #clock: Clock;
  readonly #hasher: PasswordHasher;

  constructor(deps: { journal: Database; clock: Clock; hasher: PasswordHasher }) {
    this.#journal = deps.journal;
    this.#clock = deps.clock;
    this.#hasher = deps.hasher;
  }

  /** Stores a hash in place of the earlier one. Called inside the transaction that records its event. */
  store(memberKey: string, phc: string, eventId: string): void {
    this.#journal
      .prepare(
        `INSERT INTO credential (member_key, phc, set_at, event_id) VALUES (?, ?, ?, ?)
         ON CONFLICT (member_key) DO UPDATE SET phc = excluded.phc, set_at = excluded.set_at,
           event_id = excluded.event_id, accepted_at = NULL`,
      )
      .run(memberKey, phc, this.#clock.now(), eventId);
  }

  /** Head office accepted the password of this event. */
  markAccepted({ id, memberKey, decidedAt }: PasswordEvent): void {
    this.#journal
      .prepare(`UPDATE credential SET event_id = :id, accepted_at = :now WHERE ${OF_EVENT}`)
      .run({ id, memberKey, decidedAt, now: this.#clock.now() });
  }

  /** Head office will never accept the password of this event: it is removed here too. */
  removeRefused({ id, memberKey, decidedAt }: PasswordEvent): void {
    this.#journal.prepare(`DELETE FROM credential WHERE ${OF_EVENT}`).run({ id, memberKey, decidedAt });
  }

  /** Head office has a newer password. The one here is removed, unless head office has not accepted it yet. */
  removeOutdated(memberKey: string): void {
    this.#journal
      .prepare('DELETE FROM credential WHERE member_key = ? AND accepted_at IS NOT NULL')
      .run(memberKey);
  }

  /** Removes passwords that head office accepted more than a day ago. */
  removeAccepted(): void {
    this.#journal
      .prepare('DELETE FROM credential WHERE accepted_at <= ?')
      .run(this.#clock.now() - ACCEPTED_PASSWORD_KEPT);
  }

  /**
   * Checks a password. For an account without one it takes as long. A hash with old costs is renewed after a right
   * password.
   */
  async verify(memberKey: string, password: string): Promise<Verdict> {
    const kept = this.#journal
      .prepare(
        'SELECT phc, accepted_at FROM credential WHERE member_key = ? AND coalesce(accepted_at > ?, TRUE)',
      )
      .get(memberKey, this.#clock.now() - ACCEPTED_PASSWORD_KEPT) as
      | { phc: string; accepted_at: number | null }
      | undefined;
    if (kept === undefined) {
      await this.#hasher.verifyNothing(password);
      return 'none';
    }
    const { phc, accepted_at: acceptedAt } = kept;
    if (!(await this.#hasher.verify(phc, password))) return 'wrong';
    if (this.#hasher.isOutdated(phc)) await this.#rehash(memberKey, phc, password);
    return acceptedAt === null ? 'unsent' : 'right';
  }

  async #rehash(memberKey: string, before: string, password: string): Promise<void> {
    const renewed = await this.#hasher.hash(password);
    this.#journal
      .prepare('UPDATE credential SET phc = ? WHERE member_key = ? AND phc = ?')
      .run(renewed, memberKey, before);
  }
}
