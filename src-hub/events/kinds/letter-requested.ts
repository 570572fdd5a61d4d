import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { isLetterAllowed } from '../../letters/batches/letter-gap.ts';
import { readRequestedLetters, type RequestedLetters } from '../../letters/batches/requested-letters.ts';
import type { Decision, EventKindHandler, KindContext, KindRun } from './kind.ts';

/** Makes each letter, within the member's limits over all kiosks. */
export const letterRequested: EventKindHandler<'letter-requested'> = {
  open: async (connection, numbers, context) =>
    new LetterRun(await readRequestedLetters(connection, 'password', numbers, context), context),
};

class LetterRun implements KindRun<'letter-requested'> {
  readonly #requested: RequestedLetters;
  readonly #context: KindContext;
  readonly #made: Decision<'letter-requested'>[] = [];

  constructor(requested: RequestedLetters, context: KindContext) {
    this.#requested = requested;
    this.#context = context;
  }

  decide(decision: Decision<'letter-requested'>): EventAnswer {
    const { number } = decision.body;
    const { now } = this.#context;
    if (this.#requested.isKioskSpent) this.#context.limitReached('kiosk-letters');
    if (this.#requested.isKioskSpent || !isLetterAllowed(this.#requested.of(number), now))
      return { status: 'refused', reason: 'letter-limit' };
    this.#requested.make(number, now);
    this.#made.push(decision);
    return { status: 'accepted' };
  }

  async save(connection: HubConnection): Promise<void> {
    if (this.#made.length === 0) return;
    await connection.query(
      `INSERT INTO letter (id, number, requested_at)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])`,
      [
        this.#made.map(({ id }) => id),
        this.#made.map(({ body }) => body.number),
        this.#made.map(({ decidedAt }) => new Date(decidedAt).toISOString()),
      ],
    );
  }
}
