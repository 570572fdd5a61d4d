import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { revokeKiosk, suspendKiosk } from '../../../../src-hub/kiosks/kiosk-registry.ts';
import { endStaff } from '../../../../src-hub/staff/staff-registry.ts';
import { STAFF_CALLS } from '../../../../src-shared/hub-api/staff/staff-calls.ts';
import type { PageState } from '../../../../src-shared/hub-api/staff/branch-page.ts';
import { CALL_LIFE, PAGE_IDLE } from '../../../../src-shared/policy/staff/branch.ts';
import type { StaffRole } from '../../../../src-shared/values/staff.ts';
import { addAdviser, openPage, type RawPage } from '../../../support/hub/branch-staff.ts';
import { openHubRig, type HubRig } from '../../../support/hub/hub-rig.ts';

const MEMBER = '1234567';
const NAME = 'Odette Exemple';

/** How a call of Nantes stands. */
const CALLS = [
  'waiting',
  'beside the kiosk',
  'of nobody known',
  'taken by another',
  'closed',
  'expired',
  'of a suspended kiosk',
  'of a revoked kiosk',
] as const;
type CallState = (typeof CALLS)[number];

/** How the page of the reader stands. */
const PAGES = ['awake', 'asleep', 'left', 'of an ended badge'] as const;
type PageStanding = (typeof PAGES)[number];

/** Who reads it. A branch of null: all branches. */
const READERS: readonly (readonly [role: StaffRole, branch: string | null])[] = [
  ['adviser', 'Nantes'],
  ['lead', 'Nantes'],
  ['it', 'Nantes'],
  ['it', null],
  ['adviser', 'Angers'],
];

let rig: HubRig;
let other: RawPage;
let kiosks = 0;
let badges = 0;

async function open(role: StaffRole, branch: string | null): Promise<RawPage & { readonly badge: string }> {
  const badge = String(480_000 + (badges += 1));
  await addAdviser(rig.deps, badge, { role, branch });
  return { ...(await openPage(rig, badge)), badge };
}

beforeEach(async () => {
  rig = await openHubRig({
    now: new Date('2026-11-30T09:00:00Z'),
    settings: { HUB_REQUESTS_PER_MINUTE: 100_000 },
  });
  const names = { family_name: 'Exemple', given_name: 'Odette', birth_date: '1941-03-07' };
  await rig.deps.database.db
    .insertInto('member')
    .values({ number: MEMBER, ...names })
    .execute();
  await rig.enrol('Angers 1');
  other = await open('adviser', 'Nantes');
});

/** A member calls at a kiosk of Nantes. @returns the call */
async function ring(state: CallState): Promise<string> {
  const name = `Nantes ${(kiosks += 1)}`;
  const kiosk = await rig.enrol(name);
  const visit = randomUUID();
  const step = { step: 'enter-code', block: null };
  const holder = state === 'of nobody known' ? null : { situation: 'member', number: MEMBER };
  const told = { visit, ...step, stepFor: 0, blockFor: null, holder, end: null };
  await rig.as(kiosk).post('/v1/branch/visit', told);
  const { call } = (await rig.as(kiosk).post('/v1/branch/call', { visit, ...step })).body as { call: string };
  const change = (values: { aside_at: Date } | { called_at: Date }) =>
    rig.deps.database.db.updateTable('branch_call').set(values).where('id', '=', call).execute();
  const now = rig.clock.now();
  if (state === 'beside the kiosk') await change({ aside_at: now });
  if (state === 'expired') await change({ called_at: new Date(now.getTime() - CALL_LIFE) });
  if (state === 'taken by another') await other.post('take', { call });
  if (state === 'closed') await rig.as(kiosk).post('/v1/branch/call-end', { call, why: 'withdrawn' });
  if (state === 'of a suspended kiosk') await suspendKiosk(rig.deps, name);
  if (state === 'of a revoked kiosk') await revokeKiosk(rig.deps, name);
  return call;
}

/** Said once more, so that a change of the rule is seen: the answer to a take, and the name that the reader then sees. */
function expected(
  role: StaffRole,
  branch: string | null,
  page: PageStanding,
  call: CallState,
): readonly [answer: string, name: string | null] {
  if (page === 'left' || page === 'of an ended badge') return ['401', null];
  if (page === 'asleep') return ['page-locked', null];
  if (role === 'it') return ['not-allowed', null];
  if (branch !== 'Nantes') return ['closed', null];
  switch (call) {
    case 'waiting':
    case 'beside the kiosk':
      return ['taken', NAME];
    case 'of nobody known':
      return ['taken', null];
    case 'taken by another':
      return ['other', null];
    case 'closed':
    case 'expired':
    case 'of a suspended kiosk':
    case 'of a revoked kiosk':
      return ['closed', null];
  }
}

it.each(READERS)(
  '%s of %s: takes and sees only what is allowed, however page and call stand',
  async (role, branch) => {
    const seen: unknown[] = [];
    const wanted: unknown[] = [];
    for (const standing of PAGES) {
      const page = await open(role, branch);
      if (standing === 'asleep') {
        rig.clock.advance(PAGE_IDLE);
        other = await open('adviser', 'Nantes');
      }
      if (standing === 'left') await page.post('leave');
      if (standing === 'of an ended badge') await endStaff(rig.deps, page.badge);
      // A page that may do nothing is not tried with each: refused tokens of one address are limited.
      for (const state of standing === 'awake' ? CALLS : (['waiting', 'taken by another'] as const)) {
        const call = await ring(state);
        const answer = await page.post('take', { call });
        const result =
          answer.status === 200 ? (answer.body as { result: string }).result : String(answer.status);
        const shown = await page.get('state');
        const text = shown.status === 200 ? JSON.stringify(shown.body) : '';
        const mine =
          shown.status === 200
            ? ((shown.body as PageState).calls.find(({ call: id }) => id === call)?.person ?? null)
            : null;
        const at = `${standing}, call ${state}`;
        seen.push([at, result, mine, text.includes(MEMBER)]);
        wanted.push([at, ...expected(role, branch, standing, state), false]);
        // Whoever may not take a call may not end it either: it stands as it stood.
        await page.post('close', { call });
      }
    }
    expect(seen).toEqual(wanted);
  },
);

it('each call of a session is refused without the session, and without the token of its page', async () => {
  const page = await open('adviser', 'Nantes');
  const bodies: Readonly<Record<string, object>> = {
    take: { call: randomUUID() },
    close: { call: randomUUID() },
    touch: {},
    unlock: { password: 'Cerise-1789-verte' },
    leave: {},
  };
  const calls = Object.entries(STAFF_CALLS).filter(([, { callers }]) => callers[0] === 'staff');
  expect(calls).toHaveLength(Object.keys(bodies).length + 2);
  for (const [name, { method }] of calls) {
    const short = name.replace('branch-page/', '');
    const path = `/v1/branch-page/${short}`;
    const body = method === 'GET' ? undefined : bodies[short];
    expect(method === 'GET' || body !== undefined, `${name} has a body here`).toBe(true);
    expect((await rig.ask(method, path, body)).status, `${name} without a session`).toBe(401);
    if (method === 'POST')
      expect((await page.post(short, body, { 'x-borne-page': 'another' })).status, name).toBe(403);
  }
  expect((await page.get('state')).status, 'nothing of it was done').toBe(200);
});
