import { keyedHashes, oneOfHashes } from '../../basics/hashes.ts';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { accountKey } from '../../basics/account-key.ts';
import { isVerifiable } from '../../basics/phc-cost.ts';
import { ATTESTED_HOLD } from '../../../src-shared/policy/hub-quotas.ts';
import { tellPeople, type News } from '../../mail/tell-people.ts';
import { endWhatStood } from '../../sessions/end-what-stood.ts';
import { AttestedPasswords } from './attested-passwords.ts';
import { PasswordProofs } from './password-proofs.ts';
import type { Decision, KindContext, EventKindHandler, KindRun } from './kind.ts';

interface StoredPassword {
  /** Null: the password was set otherwise than by an event. */
  readonly event: string | null;
  readonly decidedAt: number;
}

interface Effect extends StoredPassword {
  readonly event: string;
  readonly phc: string;
  /** Whether only the kiosk says that it was the member. */
  readonly isAttested: boolean;
  /** How many passwords of the member took effect in this batch, this one included. */
  readonly times: number;
}

/**
 * A password needs the proof that head office made of its code or letter; without one, or where a restore has lost it, it
 * counts as attested by the kiosk alone. The latest password wins; at equal moments the event with the greater id. The member is told of it from here.
 */
export const passwordSet: EventKindHandler<'password-set'> = {
  isAcceptable: ({ phc }) => isVerifiable(phc),
  open: async (connection, numbers, context, bodies) => {
    const rows = await connection.query<{ number: string; event: string | null; decided_at: Date }>(
      'SELECT number, event, decided_at FROM credential WHERE number = ANY ($1::text[])',
      [numbers],
    );
    const held = rows.map(({ number, event, decided_at }): [string, StoredPassword] => [
      number,
      { event, decidedAt: decided_at.getTime() },
    ]);
    const proofs = await PasswordProofs.read(connection, bodies, context.now);
    const isAnyAttested = proofs.isAnyLost || bodies.some(({ proof }) => proof === undefined);
    const attested = isAnyAttested ? await AttestedPasswords.read(connection, context, numbers) : null;
    return new PasswordRun(new Map(held), context, proofs, attested);
  },
};

class PasswordRun implements KindRun<'password-set'> {
  readonly #held: ReadonlyMap<string, StoredPassword>;
  readonly #context: KindContext;
  readonly #proofs: PasswordProofs;
  /** Null: every password of this batch shows a proof. */
  readonly #attested: AttestedPasswords | null;
  readonly #effects = new Map<string, Effect>();

  constructor(
    held: ReadonlyMap<string, StoredPassword>,
    context: KindContext,
    proofs: PasswordProofs,
    attested: AttestedPasswords | null,
  ) {
    this.#held = held;
    this.#context = context;
    this.#proofs = proofs;
    this.#attested = attested;
  }

  decide({ id, body, decidedAt }: Decision<'password-set'>): EventAnswer {
    const { number, proof } = body;
    const isLost = proof !== undefined && this.#proofs.isLost(proof, decidedAt);
    if (proof !== undefined && !isLost && !this.#proofs.use(proof, number, this.#context.kiosk, decidedAt))
      return { status: 'refused', reason: 'no-proof' };
    const before = this.#effects.get(body.number);
    const held = before ?? this.#held.get(body.number);
    if (held && !isLater({ event: id, decidedAt }, held))
      return { status: 'superseded', reason: 'later-decision' };
    const isAttested = proof === undefined || isLost;
    if (isAttested && !this.#attested?.take(id, number, isLost))
      return { status: 'refused', reason: 'attested-limit' };
    const times = (before?.times ?? 0) + 1;
    this.#context.passwordsSet.set(number, { isAttested });
    this.#effects.set(body.number, { event: id, decidedAt, phc: body.phc, times, isAttested });
    return { status: 'accepted' };
  }

  async save(connection: HubConnection): Promise<void> {
    const { now, mail } = this.#context;
    await this.#proofs.save(connection, new Date(now));
    await this.#attested?.save(connection);
    if (this.#effects.size === 0) return;
    const numbers = [...this.#effects.keys()];
    const effects = [...this.#effects.values()];
    // Defining a password needs a proof of identity: earlier wrong passwords no longer delay the member.
    await connection.query(
      `WITH forgiven AS (
         DELETE FROM login_failure WHERE ${oneOfHashes('account', '$6')}
       )
       INSERT INTO credential (number, phc, decided_at, event, version, held_until)
         SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::uuid[], $5::integer[], $7::timestamptz[])
       ON CONFLICT (number) DO UPDATE SET phc = excluded.phc, decided_at = excluded.decided_at,
         event = excluded.event, held_until = excluded.held_until, version = credential.version + excluded.version`,
      [
        numbers,
        effects.map(({ phc }) => phc),
        effects.map(({ decidedAt }) => new Date(decidedAt).toISOString()),
        effects.map(({ event }) => event),
        effects.map(({ times }) => times),
        numbers.flatMap((number) => keyedHashes(this.#context.secret, (one) => accountKey(one, number))),
        effects.map(({ isAttested }) => (isAttested ? new Date(now + ATTESTED_HOLD).toISOString() : null)),
      ],
    );
    await endWhatStood(connection, numbers, new Date(now));
    const news: News[] = [];
    for (const [subject, { event, decidedAt, isAttested }] of this.#effects)
      news.push({
        subject,
        mail:
          isAttested && this.#attested !== null
            ? {
                ...{ kind: 'password-attested', at: decidedAt, place: this.#attested.place },
                url: await this.#attested.linkFor(connection, subject, event),
              }
            : { kind: 'password-set', at: decidedAt },
      });
    await tellPeople(connection, mail, news);
  }
}

function isLater(one: StoredPassword, other: StoredPassword): boolean {
  if (one.decidedAt !== other.decidedAt) return one.decidedAt > other.decidedAt;
  return (one.event ?? '') > (other.event ?? '');
}
