import { keyedHashes, oneOfHashes } from '../../basics/hashes.ts';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { accountKey } from '../../basics/account-key.ts';
import { isVerifiable } from '../../basics/phc-cost.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { endWhatStood } from '../../sessions/end-what-stood.ts';
import type { Decision, KindContext, EventKindHandler, KindRun } from './kind.ts';

interface StoredPassword {
  /** Null: the password was set otherwise than by an event. */
  readonly event: string | null;
  readonly decidedAt: number;
}

interface Effect extends StoredPassword {
  readonly event: string;
  readonly phc: string;
  /** How many passwords of the member took effect in this batch, this one included. */
  readonly times: number;
}

/** The latest password wins; at equal moments the event with the greater id. The member is told of it from here. */
export const passwordSet: EventKindHandler<'password-set'> = {
  isAcceptable: ({ phc }) => isVerifiable(phc),
  open: async (connection, numbers, context) => {
    const rows = await connection.query<{ number: string; event: string | null; decided_at: Date }>(
      'SELECT number, event, decided_at FROM credential WHERE number = ANY ($1::text[])',
      [numbers],
    );
    const held = rows.map(({ number, event, decided_at }): [string, StoredPassword] => [
      number,
      { event, decidedAt: decided_at.getTime() },
    ]);
    return new PasswordRun(new Map(held), context);
  },
};

class PasswordRun implements KindRun<'password-set'> {
  readonly #held: ReadonlyMap<string, StoredPassword>;
  readonly #context: KindContext;
  readonly #effects = new Map<string, Effect>();

  constructor(held: ReadonlyMap<string, StoredPassword>, context: KindContext) {
    this.#held = held;
    this.#context = context;
  }

  decide({ id, body, decidedAt }: Decision<'password-set'>): EventAnswer {
    const before = this.#effects.get(body.number);
    const held = before ?? this.#held.get(body.number);
    if (held && !isLater({ event: id, decidedAt }, held))
      return { status: 'superseded', reason: 'later-decision' };
    const times = (before?.times ?? 0) + 1;
    this.#effects.set(body.number, { event: id, decidedAt, phc: body.phc, times });
    return { status: 'accepted' };
  }

  async save(connection: HubConnection): Promise<void> {
    if (this.#effects.size === 0) return;
    const numbers = [...this.#effects.keys()];
    const effects = [...this.#effects.values()];
    // Defining a password needs a proof of identity: earlier wrong passwords no longer delay the member.
    await connection.query(
      `WITH forgiven AS (
         DELETE FROM login_failure WHERE ${oneOfHashes('account', '$6')}
       )
       INSERT INTO credential (number, phc, decided_at, event, version)
         SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::uuid[], $5::integer[])
       ON CONFLICT (number) DO UPDATE SET phc = excluded.phc, decided_at = excluded.decided_at,
         event = excluded.event, version = credential.version + excluded.version`,
      [
        numbers,
        effects.map(({ phc }) => phc),
        effects.map(({ decidedAt }) => new Date(decidedAt).toISOString()),
        effects.map(({ event }) => event),
        effects.map(({ times }) => times),
        numbers.flatMap((number) => keyedHashes(this.#context.secret, (one) => accountKey(one, number))),
      ],
    );
    const { now, mail } = this.#context;
    await endWhatStood(connection, numbers, new Date(now));
    await tellPeople(
      connection,
      mail,
      [...this.#effects].map(([subject, { decidedAt }]) => ({
        ...{ subject, mail: { kind: 'password-set', at: decidedAt } },
      })),
    );
  }
}

function isLater(one: StoredPassword, other: StoredPassword): boolean {
  if (one.decidedAt !== other.decidedAt) return one.decidedAt > other.decidedAt;
  return (one.event ?? '') > (other.event ?? '');
}
