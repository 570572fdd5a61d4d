import type { HubConnection } from '../../database/hub-database.ts';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import { branchOf } from '../../../src-shared/values/branch.ts';
import { recordAct } from '../../staff/staff-record.ts';
import type { StaffPerson } from '../../staff/staff-people.ts';
import type { Decision, EventKindHandler, KindContext, KindRun } from './kind.ts';

type Act = Decision<'staff-act'>;

/** Who has or had a badge. */
type Holder = Pick<StaffPerson, 'id' | 'badge' | 'givenName' | 'familyName' | 'branch'> & {
  readonly madeAt: Date;
  readonly endedAt: Date | null;
};

/** What a batch is judged by. */
interface Known {
  /** Null: the sender is a website, at which no adviser stands. */
  readonly branch: string | null;
  /** Newest last. */
  readonly holders: readonly Holder[];
  /** Badge of each session of this kiosk. */
  readonly sessions: ReadonlyMap<string, string>;
}

/** Writes to the audit what an adviser did at a kiosk. Nothing of it changes anything at head office. */
export const staffActed: EventKindHandler<'staff-act'> = {
  open: async (connection, _subjects, context, bodies) =>
    new StaffRun(await readKnown(connection, context, bodies), context),
};

class StaffRun implements KindRun<'staff-act'> {
  readonly #known: Known;
  readonly #context: KindContext;
  readonly #acts: Act[] = [];

  constructor(known: Known, context: KindContext) {
    this.#known = known;
    this.#context = context;
  }

  decide(decision: Act): EventAnswer {
    if (this.#known.branch === null) return { status: 'refused', reason: 'not-allowed' };
    this.#acts.push(decision);
    return { status: 'accepted' };
  }

  async save(connection: HubConnection): Promise<void> {
    const { branch, holders, sessions } = this.#known;
    if (branch === null) return;
    const { kiosk, mail } = this.#context;
    for (const { id, body, decidedAt } of this.#acts) {
      const at = new Date(decidedAt);
      const { badge, act, reason, visit, session } = body;
      const own = holders.filter((one) => one.badge === badge);
      // A badge may be given anew after its end: the act is of who had it then.
      const person = own.findLast(({ madeAt }) => madeAt <= at) ?? own.at(-1);
      const isProven = session !== null && sessions.get(session.toLowerCase()) === badge;
      await recordAct(connection, mail, {
        person: person ?? { id: null, badge, givenName: '', familyName: '' },
        ...{ id, kiosk, branch, visit: visit?.toLowerCase() ?? null, act, reason, at },
        outcome: outcomeOf(person, branch, at),
        offline: !isProven,
      });
    }
  }
}

/** `done`, or what is wrong with who did it: the kiosk let them in by a list of up to a day ago. */
function outcomeOf(person: Holder | undefined, branch: string, at: Date): string {
  if (person === undefined) return 'unknown-badge';
  if (person.endedAt !== null && person.endedAt <= at) return 'ended-badge';
  return person.branch === null || person.branch === branch ? 'done' : 'other-branch';
}

async function readKnown(
  { query }: HubConnection,
  { kiosk }: KindContext,
  bodies: readonly Act['body'][],
): Promise<Known> {
  const [sender] = await query<{ name: string }>(`SELECT name FROM kiosk WHERE id = $1 AND kind = 'kiosk'`, [
    kiosk,
  ]);
  const holders = await query<Holder>(
    `SELECT id, badge, given_name AS "givenName", family_name AS "familyName", branch, made_at AS "madeAt",
       ended_at AS "endedAt"
     FROM staff WHERE badge = ANY ($1::text[]) ORDER BY made_at`,
    [bodies.map(({ badge }) => badge)],
  );
  const sessions = await query<{ id: string; badge: string }>(
    `SELECT staff_session.id, badge FROM staff_session JOIN staff ON staff.id = staff_session.staff
     WHERE kiosk = $1 AND staff_session.id = ANY ($2::uuid[])`,
    [kiosk, bodies.map(({ session }) => session)],
  );
  return {
    branch: sender === undefined ? null : branchOf(sender.name),
    holders,
    sessions: new Map(sessions.map(({ id, badge }) => [id, badge])),
  };
}
