import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  ACTS_WITHOUT_FACTOR,
  ACTS_WITHOUT_MEMBER,
  staffActSchema,
  type StaffAct,
  type StaffActKind,
} from '../../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { STAFF_ROLES, type StaffRole } from '../../../../src-shared/values/staff.ts';
import { VISIT_SILENT } from '../../../../src-shared/policy/staff/branch.ts';
import { STAFF_SESSION_LIFE } from '../../../../src-shared/policy/staff/staff.ts';
import { endStaff } from '../../../../src-hub/staff/staff-registry.ts';
import { type Adviser, STAFF_PIN, StaffFixture } from '../../../support/hub/staff-fixture.ts';

const DOCUMENT = { kind: 'passport', last: '9X2A' } as const;

/** A good body of each act. A new kind does not compile without one. */
const ACTS: { readonly [Kind in StaffActKind]: Extract<StaffAct, { kind: Kind }> } = {
  'give-try': { kind: 'give-try', document: DOCUMENT },
  'resend-code': { kind: 'resend-code', channel: 'email', language: 'fr' },
  'start-letter': { kind: 'start-letter' },
  'correct-contact': {
    ...{ kind: 'correct-contact', document: DOCUMENT, language: 'fr' },
    change: { channel: 'email', email: 'jeanne@nouvelle.fr' },
  },
  'attest-anti-robot': { kind: 'attest-anti-robot' },
  'help-account': { kind: 'help-account' },
};
const KINDS = Object.keys(ACTS) as StaffActKind[];

/** Where the adviser's session and the visit stand. */
const STATES = [
  'helping',
  'no second factor',
  'nobody known',
  'visit ended',
  'visit silent',
  'another visit stands',
  'visit at another kiosk',
  'never told',
  'session of no visit',
  'session left',
  'session over',
  'session of another kiosk',
  'another adviser came',
  'badge ended',
] as const;
type State = (typeof STATES)[number];

/** Said once more, so that a change of the rule is seen. Null: the act is done, or refused for a reason of its own. */
function expected(role: StaffRole, kind: StaffActKind, state: State): string | null {
  switch (state) {
    case 'session of no visit':
    case 'session left':
    case 'session over':
    case 'session of another kiosk':
    case 'another adviser came':
    case 'badge ended':
    case 'another visit stands':
      return 'ended';
    case 'visit ended':
    case 'visit silent':
    case 'never told':
    case 'visit at another kiosk':
      return role === 'it' ? 'not-allowed' : 'no-visit';
    case 'nobody known':
      if (role === 'it') return 'not-allowed';
      return ACTS_WITHOUT_MEMBER.includes(kind) ? null : 'no-member';
    case 'no second factor':
      if (role === 'it') return 'not-allowed';
      return ACTS_WITHOUT_FACTOR.includes(kind) ? null : 'second-factor';
    case 'helping':
      return role === 'it' ? 'not-allowed' : null;
  }
}

/** Brings session and visit into a state. @returns what the act names */
async function bring(
  staff: StaffFixture,
  adviser: Adviser,
  other: Adviser,
  number: string,
  state: State,
): Promise<{ visit: string; session: string }> {
  const { kiosk, elsewhere, rig } = staff;
  const open = async (visit: string | null, client = kiosk): Promise<string> => {
    const answer = await staff.logIn(adviser.badge, { visit, client });
    if (answer.result !== 'in') throw new Error(`${state}: ${answer.result}`);
    const { session } = answer;
    if (state !== 'no second factor')
      await staff.call('staff/second-factor', { session, code: adviser.code() }, client);
    return session;
  };
  switch (state) {
    case 'never told': {
      const visit = randomUUID();
      return { visit, session: await open(visit) };
    }
    case 'session of no visit': {
      const visit = await staff.visit(number);
      return { visit, session: await open(null) };
    }
    case 'visit at another kiosk': {
      const visit = await staff.visit(number, elsewhere);
      return { visit, session: await open(visit) };
    }
    case 'session of another kiosk': {
      const second = await rig.enrol(`Nantes ${Math.trunc(rig.clock.now().getTime() / 1000) % 1_000_000}`);
      const visit = await staff.visit(number);
      return { visit, session: await open(visit, second) };
    }
    default: {
      const visit = await staff.visit(state === 'nobody known' ? null : number);
      const session = await open(visit);
      if (state === 'visit ended') await staff.tell(visit, number, 'done');
      if (state === 'visit silent') rig.clock.advance(VISIT_SILENT);
      if (state === 'another visit stands') return { visit: await staff.visit(number), session };
      if (state === 'session left') await staff.call('staff/leave', { session });
      if (state === 'session over') {
        rig.clock.advance(STAFF_SESSION_LIFE);
        await staff.tell(visit, number);
      }
      if (state === 'another adviser came') await staff.logIn(other.badge, { visit });
      if (state === 'badge ended') await endStaff(staff.deps, adviser.badge);
      return { visit, session };
    }
  }
}

describe('every act × role × state of session and visit', () => {
  it('has a body for each act of the contract', () => {
    const kinds = staffActSchema.options.map((option) => option.shape.kind.value);
    expect(KINDS.toSorted()).toEqual(kinds.toSorted());
  });

  it.each(STAFF_ROLES)('%s: only what is allowed passes', async (role) => {
    const staff = await StaffFixture.open();
    const number = await staff.member();
    const other = await staff.adviser();
    let adviser = await staff.adviser(role);
    const seen: unknown[] = [];
    const wanted: unknown[] = [];
    for (const state of STATES) {
      const at = await bring(staff, adviser, other, number, state);
      for (const kind of KINDS) {
        const answer = await staff.act(at, ACTS[kind]);
        const why = answer.result === 'refused' ? answer.why : null;
        const own = why !== null && ['nothing-to-give', 'paused', 'letter-limit', 'same'].includes(why);
        const at1 = `${role} ${kind} ${state}`;
        seen.push([at1, own ? null : why]);
        wanted.push([at1, expected(role, kind, state)]);
      }
      if (state === 'badge ended') adviser = await staff.adviser(role);
    }
    expect(seen).toEqual(wanted);
  });

  it.each(STAFF_ROLES)('%s of another branch: does not come in', async (role) => {
    const staff = await StaffFixture.open();
    const far = await staff.adviser(role, 'Angers');
    const visit = await staff.visit(await staff.member());
    expect(await staff.logIn(far.badge, { visit })).toEqual({ result: 'other-branch' });
    // The session at the own branch is worth nothing here.
    const session = await staff.logIn(far.badge, { visit, client: staff.elsewhere });
    if (session.result !== 'in') throw new Error(session.result);
    for (const kind of KINDS)
      expect(await staff.act({ visit, session: session.session }, ACTS[kind])).toMatchObject({
        why: 'ended',
      });
  });

  it('lets no website in', async () => {
    const staff = await StaffFixture.open();
    const site = await staff.rig.enrol('site', 'website');
    const bodies = {
      roster: { version: null },
      login: { visit: null, badge: '4711', pin: STAFF_PIN },
      'second-factor': { session: randomUUID(), code: '123456' },
      act: { id: randomUUID(), session: randomUUID(), visit: randomUUID(), act: ACTS['start-letter'] },
      leave: { session: randomUUID() },
    };
    for (const [name, body] of Object.entries(bodies))
      expect((await staff.rig.as(site).post(`/v1/staff/${name}`, body)).status, name).toBe(404);
  });
});
