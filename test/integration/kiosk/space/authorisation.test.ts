import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { actionSchema, type Action } from '../../../../src-shared/journey/action.ts';
import { SPACE_ACTIONS } from '../../../../src-shared/journey/space-actions.ts';
import { SPACE_SCREEN_IDS, type SpaceScreenId } from '../../../../src-shared/journey/space-screen-ids.ts';
import {
  DELEGATION_SCOPES,
  type DelegationScope,
} from '../../../../src-shared/values/member-space/delegation.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import type { FakeSession } from '../../../support/fakes/fake-space.ts';
import { atSpace } from '../requests/actions.ts';
import { everyAction, type Known } from './every-action.ts';
import { ACTIVE, DEVICE, giveCodes, OFFERED, openLetIn, QUESTION, soon } from './actions.ts';

const { both, emailOnly } = DEMO_CAST;

/** What head office has of the one member, whose ids the other tries. */
const KNOWN: Known = {
  ...{ number: both.number, familyName: both.familyName, email: both.email ?? '', device: DEVICE.id },
  ...{ given: ACTIVE.id, received: OFFERED.id },
};

/** Words that stand in whatever head office tells of the one member, and in nothing of the other. */
const MARK = 'de la première personne';

const ACTIONS = Object.values(everyAction(KNOWN)).flat<readonly (readonly Action[])[]>();
const OF_SPACE = new Set<string>(SPACE_ACTIONS.map(({ shape }) => shape.type.value));

/** A head office that has something of every kind about the one member, and about the other things of their own. */
function furnish(office: FakeHeadOffice): void {
  const isFirst = ({ holder }: FakeSession) => holder.situation === 'member' && holder.number === both.number;
  const of = (session: FakeSession, what: string) => `${what} ${isFirst(session) ? MARK : 'de la seconde'}`;
  const ids = { device: randomUUID(), given: randomUUID(), received: randomUUID() };
  const { space } = office;
  giveCodes(office);
  space.on('reimbursements', (_body, session) => ({
    ...{ result: 'ok', total: 1, page: 0, pages: 1, years: [2025], chart: null },
    rows: [
      {
        ...{ id: '1', act: of(session, 'Soin'), careOn: '2025-11-01', currency: 'EUR', status: 'pending' },
        ...{ paid: 2500, socialSecurity: 1750, mutual: 750, remains: 0, paidOn: null },
      },
    ],
  }));
  space.on('requests', (_body, session) => ({
    ...{ result: 'ok', total: 1, page: 0, pages: 1 },
    rows: [
      {
        ...QUESTION,
        reply: of(session, 'Réponse'),
      },
    ],
  }));
  space.on('devices', (_body, session) => ({
    ...{ result: 'ok', visits: [] },
    devices: [{ ...DEVICE, id: isFirst(session) ? DEVICE.id : ids.device, name: of(session, 'Téléphone') }],
  }));
  space.on('delegations', (_body, session) => ({
    result: 'ok',
    given: [{ ...ACTIVE, id: isFirst(session) ? ACTIVE.id : ids.given, name: of(session, 'Aide') }],
    received: [{ ...OFFERED, id: isFirst(session) ? OFFERED.id : ids.received, name: of(session, 'Offre') }],
  }));
}

/** Stands at a screen of the space as the other member, logging in again if need be. */
async function asOther(
  rig: KioskRig,
  office: FakeHeadOffice,
  at: 'space-home' | SpaceScreenId,
): Promise<void> {
  if (rig.view.screen.id.startsWith('staff-')) await rig.act({ type: 'leave' });
  if (!rig.view.screen.id.startsWith('space-')) await atSpace(rig, office, emailOnly.number);
  for (let steps = 0; rig.view.screen.id !== 'space-home' && steps < 4; steps += 1)
    await rig.act({ type: 'back' });
  rig.screen('space-home');
  if (at === 'space-home') return;
  await rig.act({ type: 'open-space', screen: at });
  rig.screen(at);
}

/** The screens in three parts, so that each part is done in time. A new one is among those that are looked at. */
const ASKED: readonly SpaceScreenId[] = [
  'space-documents',
  'space-address',
  'space-situation',
  'space-question',
];
const MANAGED: readonly SpaceScreenId[] = ['space-devices', 'space-delegation'];
const ASKED_OR_MANAGED = [...ASKED, ...MANAGED];

describe('every action that a page can send', () => {
  it('is tried here', () => {
    const known = actionSchema.options.map(({ shape }) => shape.type.value).toSorted();
    expect(Object.keys(everyAction(KNOWN)).toSorted()).toEqual(known);
    for (const action of ACTIONS) expect(actionSchema.safeParse(action).success, action.type).toBe(true);
  });

  it('opens nothing of the member space to whoever is not logged in, also after somebody was', async () => {
    const { office, rig } = await openLetIn();
    furnish(office);
    await atSpace(rig, office, both.number);
    const shown: string[] = [];
    for (const screen of SPACE_SCREEN_IDS) {
      if (JSON.stringify(await rig.act({ type: 'open-space', screen })).includes(MARK)) shown.push(screen);
      await rig.act({ type: 'back' });
    }
    expect(shown, 'the member’s own').toEqual([
      ...['space-reimbursements', 'space-requests', 'space-devices', 'space-delegation'],
    ]);
    await rig.act({ type: 'leave' });
    await soon(() => office.space.last.ended).toBe(true);
    const asked = office.space.asked.length;
    const places = {
      attract: () => rig.act({ type: 'leave' }),
      menu: () => rig.act({ type: 'begin' }),
      login: async () => {
        await rig.act({ type: 'begin' });
        return rig.act({ type: 'open', entry: 'login' });
      },
    };
    for (const [place, go] of Object.entries(places))
      for (const action of ACTIONS) {
        await rig.act({ type: 'leave' });
        await go();
        const { screen } = rig.view;
        expect(screen.id).toBe(place);
        const after = await rig.act(action);
        const told = `${action.type} at ${place}`;
        expect(after.screen.id, told).not.toMatch(/^space-/u);
        if (OF_SPACE.has(action.type)) expect(after.screen, told).toEqual(screen);
        expect(JSON.stringify(after), told).not.toContain(MARK);
      }
    expect(office.space.asked).toHaveLength(asked);
    expect(office.applied.size).toBe(0);
  });

  it.each([
    ['what is looked at', ['space-home', ...SPACE_SCREEN_IDS.filter((id) => !ASKED_OR_MANAGED.includes(id))]],
    ['what is asked for', ASKED],
    ['what is managed', MANAGED],
  ] as const)('reaches nothing of one member from the space of another: %s', async (_name, places) => {
    const { office, rig } = await openLetIn();
    furnish(office);
    await atSpace(rig, office, both.number);
    const first = office.space.last;
    await rig.act({ type: 'leave' });
    await soon(() => first.ended).toBe(true);
    const asked = office.space.asked.length;
    const ids = [KNOWN.device, KNOWN.given, KNOWN.received, KNOWN.number];
    for (const place of places)
      for (const action of ACTIONS) {
        await asOther(rig, office, place);
        const view = await rig.act(action);
        const told = `${action.type} at ${place}`;
        expect(JSON.stringify(view), told).not.toContain(MARK);
        if ('bar' in view.screen) expect(view.screen.bar, told).toMatchObject({ acting: null });
      }
    const after = office.space.asked.slice(asked);
    expect(after.length).toBeGreaterThan(50);
    for (const { name, body, session } of after) {
      expect(session?.holder, name).toEqual({ situation: 'member', number: emailOnly.number });
      for (const id of ids) expect(JSON.stringify(body), name).not.toContain(id);
    }
    const holders = office.received.flatMap(({ body }) => ('holder' in body ? [body.holder] : []));
    expect(holders.filter((holder) => 'number' in holder && holder.number !== emailOnly.number)).toEqual([]);
  });

  it.each<[DelegationScope, readonly SpaceScreenId[]]>([
    ['see', ['space-reimbursements', 'space-guarantees', 'space-requests', 'space-app']],
    [
      'ask',
      [
        ...(['space-reimbursements', 'space-guarantees', 'space-documents'] as const),
        ...(['space-situation', 'space-question', 'space-requests', 'space-app'] as const),
      ],
    ],
    ['all', SPACE_SCREEN_IDS.filter((id) => id !== 'space-delegation' && id !== 'space-address')],
  ])('goes for a helper as far as the scope "%s" and no further', async (scope, tiles) => {
    expect(DELEGATION_SCOPES).toContain(scope);
    const { office, rig } = await openLetIn();
    furnish(office);
    office.space.on('delegations', () => ({ result: 'ok', given: [], received: [{ ...ACTIVE, scope }] }));
    office.space.mandates.set(ACTIVE.id, {
      ...{ delegation: ACTIVE.id, name: 'Zoé Exemple-Dupré', scope, endsOn: ACTIVE.endsOn },
      holder: { situation: 'member', number: both.number },
    });
    await atSpace(rig, office, emailOnly.number);
    await rig.act({ type: 'open-space', screen: 'space-delegation' });
    await rig.act({ type: 'act-for', delegation: ACTIVE.id });
    expect(rig.screen('space-home').tiles).toEqual(tiles);
    for (const screen of SPACE_SCREEN_IDS) {
      const { id } = (await rig.act({ type: 'open-space', screen })).screen;
      expect(id, screen).toBe(tiles.includes(screen) ? screen : 'space-home');
      if (id !== 'space-home') await rig.act({ type: 'back' });
    }
    if (scope !== 'all') return;
    await rig.act({ type: 'open-space', screen: 'space-devices' });
    office.space.on('device', () => ({ result: 'ok' }));
    await rig.act({ type: 'retry' });
    const { content } = rig.screen('space-devices');
    const device = content.state === 'ready' ? (content.devices[0]?.id ?? '') : '';
    await rig.act({ type: 'change-device', device, to: 'delete' });
    expect(rig.screen('space-devices')).toMatchObject({ code: null, problem: { kind: 'not-allowed' } });
    await rig.act({ type: 'change-device', device, to: 'block' });
    expect(rig.screen('space-devices').done?.did).toBe('block');
    expect(office.space.askedFor('channels')).toEqual([]);
  });
});
