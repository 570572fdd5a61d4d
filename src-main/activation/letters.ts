import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock/clock.ts';
import { nextLetterAt } from './letter-rules.ts';
import { LETTER_WINDOW } from '../../src-shared/policy/letters.ts';
import { LETTER_ARRIVES_WITHIN } from '../../src-shared/policy/letters.ts';

/** A requested letter. Moments are steady. */
export interface RequestedLetter {
  readonly arrivesBy: number;
  readonly nextLetterAt: number;
  /** The event that tells head office. */
  readonly eventId: string;
}

/**
 * Records the event that asks head office for a letter. Called inside the transaction that counts the letter.
 * @returns the event's id
 */
export type PostLetterRequest = () => string;

/** Letters with a code: asked for here, printed and posted by head office. */
export class Letters {
  readonly #journal: Database;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(deps: { journal: Database; clock: Clock; newId: () => string }) {
    this.#journal = deps.journal;
    this.#clock = deps.clock;
    this.#newId = deps.newId;
  }

  /** Steady moment from which this member may ask for a letter. */
  nextAt(memberKey: string): number {
    const now = this.#clock.now();
    return nextLetterAt(this.#requests(memberKey, now), now);
  }

  /** @returns null when it is too early (see {@link nextAt}) */
  request(memberKey: string, post: PostLetterRequest): RequestedLetter | null {
    const now = this.#clock.now();
    return this.#journal.transaction((): RequestedLetter | null => {
      if (nextLetterAt(this.#requests(memberKey, now), now) > now) return null;
      const id = this.#newId();
      this.#journal
        .prepare('INSERT INTO letter (id, member_key, requested_at) VALUES (?, ?, ?)')
        .run(id, memberKey, now);
      const eventId = post();
      return { arrivesBy: now + LETTER_ARRIVES_WITHIN, nextLetterAt: this.nextAt(memberKey), eventId };
    })();
  }

  #requests(memberKey: string, now: number): number[] {
    return this.#journal
      .prepare(
        'SELECT requested_at FROM letter WHERE member_key = ? AND requested_at > ? ORDER BY requested_at',
      )
      .pluck()
      .all(memberKey, now - LETTER_WINDOW) as number[];
  }
}
