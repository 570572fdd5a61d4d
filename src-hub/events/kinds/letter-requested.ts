import type { EventAnswer } from '../../../src-shared/sync/events.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { isLetterAllowed, LETTER_WINDOW } from '../../letters/letter-limits.ts';
import type { Decision, KindOfEvent, KindRun } from '../kind.ts';

/** Longer ago than {@link LETTER_WINDOW} before the oldest request that has not expired: 40 days, in milliseconds. */
const LOOK_BACK = LETTER_WINDOW + 10 * 24 * 3_600_000;

/** Every letter is made, within the limits of a member over all kiosks. */
export const letterRequested: KindOfEvent<'letter-requested'> = {
  open: async (connection, numbers, { now }) => {
    const rows = await connection.query<{ number: string; requested_at: Date }>(
      'SELECT number, requested_at FROM letter WHERE number = ANY ($1::text[]) AND requested_at > $2::timestamptz',
      [numbers, new Date(now - LOOK_BACK).toISOString()],
    );
    const requested = new Map<string, number[]>();
    for (const { number, requested_at } of rows) add(requested, number, requested_at.getTime());
    return new LetterRun(requested);
  },
};

class LetterRun implements KindRun<'letter-requested'> {
  readonly #requested: Map<string, number[]>;
  readonly #made: Decision<'letter-requested'>[] = [];

  constructor(requested: Map<string, number[]>) {
    this.#requested = requested;
  }

  decide(decision: Decision<'letter-requested'>): EventAnswer {
    const { body, decidedAt } = decision;
    if (!isLetterAllowed(this.#requested.get(body.number) ?? [], decidedAt))
      return { status: 'refused', reason: 'letter-limit' };
    add(this.#requested, body.number, decidedAt);
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

function add(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
