import { beforeEach, describe, expect, it } from 'vitest';
import { REQUEST_SCREEN_IDS } from '../../../../src-shared/member-requests/request-kinds.ts';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { allAnswered, until } from '../../head-office/actions.ts';
import { atSpace, outcomeOf, openScreen, openSpace, REQUESTS, TOLD, make, confirm } from './actions.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const { both, emailOnly } = DEMO_CAST;

const ZOE = { situation: 'member', number: both.number } as const;
const NOEL = { situation: 'member', number: emailOnly.number } as const;

/** How many decisions are in the journal. */
const decisions = (rig: KioskRig): unknown =>
  rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM hub_event').pluck().get());

/** The id of the decision that was made last. */
const lastId = (rig: KioskRig): string =>
  rig.onJournal(
    (journal) =>
      journal.prepare('SELECT id FROM hub_event ORDER BY seq DESC LIMIT 1').pluck().get() as string,
  );

/** Requests that stand in the journal's audit. */
const audited = (rig: KioskRig): unknown[] =>
  rig.onJournal((journal) =>
    journal
      .prepare(
        "SELECT event FROM audit WHERE event LIKE '%-requested' OR event LIKE '%-changed' OR event LIKE '%-asked'",
      )
      .pluck()
      .all(),
  );

/** A postal address is changed by the person alone: letters with codes follow it. */
const HELPERS_REQUESTS = REQUEST_SCREEN_IDS.filter((id) => id !== 'space-address');

describe('a request of the member space', () => {
  let office: FakeHeadOffice;
  let rig: KioskRig;
  beforeEach(async () => {
    ({ office, rig } = await openSpace());
  });

  it('of each screen is an event of its holder with a receipt, shown as accepted by itself, then in the history', async () => {
    for (const id of REQUEST_SCREEN_IDS) {
      office.always('events', { kind: 'refuse', error: 'unavailable' });
      await openScreen(rig, id);
      await make(rig, REQUESTS[id]);
      const receipt = receiptNumber(lastId(rig));
      expect(rig.screen(id)).toMatchObject({
        sent: { receipt, headOffice: 'kept', print: 'none' },
        problem: null,
      });
      office.always('events', null);
      await allAnswered(rig);
      await until(() =>
        rig.pushed.some(({ screen }) => 'sent' in screen && outcomeOfView(screen) === receipt),
      );
      expect(outcomeOf(rig)).toBe('accepted');
      await rig.act({ type: 'start-over' });
      expect(rig.screen(id)).toMatchObject({ sent: null, problem: null });
      const asked = office.space.askedFor('requests').length;
      expect(await openScreen(rig, 'space-requests')).toMatchObject({
        kept: [],
        history: { state: 'ready' },
      });
      expect(office.space.askedFor('requests').length, 'the history is asked for again').toBe(asked + 1);
    }
    expect(office.appliedBodies).toMatchObject(
      REQUEST_SCREEN_IDS.map((id) => ({ ...TOLD[id], holder: ZOE, helper: null })),
    );
    expect(audited(rig).filter((what) => !String(what).startsWith('space-code'))).toEqual(
      REQUEST_SCREEN_IDS.map((id) => TOLD[id].kind),
    );
  });

  it('is kept without the line, told to be kept, and listed newest first until head office has it', async () => {
    await office.down();
    const receipts: string[] = [];
    for (const document of ['member-card', 'guarantee-table']) {
      await openScreen(rig, 'space-documents');
      await rig.act({ type: 'ask-document', document });
      expect(outcomeOf(rig)).toBe('kept');
      receipts.unshift(receiptNumber(lastId(rig)));
      await rig.time.advance(1000);
    }
    await openScreen(rig, 'space-question');
    await rig.act(REQUESTS['space-question']);
    receipts.unshift(receiptNumber(lastId(rig)));
    const { history, kept } = await openScreen(rig, 'space-requests');
    expect(history).toEqual({ state: 'offline' });
    const madeAt = expect.any(Number) as number;
    expect(kept).toEqual([
      { receipt: receipts[0], kind: 'question', topic: 'contract', madeAt },
      { receipt: receipts[1], kind: 'document', topic: 'guarantee-table', madeAt },
      { receipt: receipts[2], kind: 'document', topic: 'member-card', madeAt },
    ]);
    const [, newer = 0, older = 0] = kept.map((request) => request.madeAt);
    expect(newer - older).toBeGreaterThanOrEqual(1000);
    expect(older).toBeLessThanOrEqual(rig.time.wall());

    await rig.act({ type: 'leave' });
    await office.up();
    await allAnswered(rig);
    await atSpace(rig, office);
    expect((await openScreen(rig, 'space-requests')).kept).toEqual([]);
    expect(office.appliedBodies).toHaveLength(3);
  });

  it('of one member is listed to nobody else, and not twice when head office is told again', async () => {
    office.always('events', { kind: 'refuse', error: 'unavailable' });
    await openScreen(rig, 'space-documents');
    await rig.act(REQUESTS['space-documents']);
    await rig.act({ type: 'leave' });
    await atSpace(rig, office, emailOnly.number);
    expect((await openScreen(rig, 'space-requests')).kept).toEqual([]);
    await rig.act({ type: 'leave' });
    await atSpace(rig, office);
    expect((await openScreen(rig, 'space-requests')).kept).toMatchObject([{ topic: 'vitale-certificate' }]);

    office.always('events', null);
    await allAnswered(rig);
    const receipt = receiptNumber(lastId(rig));
    office.space.on('requests', ({ page }) => ({
      ...{ result: 'ok', total: 1, page, pages: 1 },
      rows: [
        {
          ...{ receipt, kind: 'document', topic: 'vitale-certificate', madeAt: 0 },
          ...{ madeBy: null, state: 'received', rejected: null, reply: null },
        },
      ],
    }));
    rig.onJournal((journal) => journal.exec("UPDATE hub_event SET state = 'waiting', settled_at = NULL"));
    await rig.act({ type: 'retry' });
    expect(rig.screen('space-requests')).toMatchObject({ history: { rows: [{ receipt }] }, kept: [] });
  });

  it('whose answer is lost counts once; one that is refused or replaced is told so, and never as accepted', async () => {
    office.next('events', { kind: 'lost' }, { kind: 'lost' });
    await openScreen(rig, 'space-question');
    await rig.act(REQUESTS['space-question']);
    await allAnswered(rig);
    await rig.until(() => outcomeOf(rig) === 'accepted');
    expect(office.received).toHaveLength(3);
    expect(office.appliedBodies).toHaveLength(1);
    rig.pushed.length = 0;

    office.decide = (event) =>
      event.body.kind === 'address-changed'
        ? { status: 'superseded', reason: 'later-decision' }
        : { status: 'refused', reason: 'not-allowed' };
    await openScreen(rig, 'space-documents');
    await rig.act(REQUESTS['space-documents']);
    await allAnswered(rig);
    await rig.until(() => outcomeOf(rig) === 'refused');
    await openScreen(rig, 'space-address');
    await make(rig, REQUESTS['space-address']);
    await allAnswered(rig);
    await rig.until(() => outcomeOf(rig) === 'superseded');
    const shown = rig.pushed.map(({ screen }) => ('sent' in screen ? JSON.stringify(screen.sent) : ''));
    expect(shown.filter((text) => text.includes('accepted'))).toEqual([]);
  });

  it('is made once by two taps at once, and no second one before one starts over', async () => {
    for (const id of REQUEST_SCREEN_IDS) {
      await openScreen(rig, id);
      const before = decisions(rig);
      const { serial } = rig.view;
      await Promise.all([
        rig.send({ serial, action: REQUESTS[id] }),
        rig.send({ serial, action: REQUESTS[id] }),
      ]);
      await confirm(rig);
      expect(decisions(rig)).toBe(Number(before) + 1);
      const { receipt } = rig.screen(id).sent ?? {};
      await make(rig, REQUESTS[id]);
      expect(decisions(rig)).toBe(Number(before) + 1);
      expect(rig.screen(id).sent?.receipt).toBe(receipt);
    }
  });

  it('can be made forty times an hour at a kiosk; then the time of the next is told', async () => {
    await openScreen(rig, 'space-documents');
    for (let count = 0; count < 40; count += 1) {
      await rig.act(REQUESTS['space-documents']);
      expect(rig.screen('space-documents').problem).toBeNull();
      await rig.act({ type: 'start-over' });
    }
    await rig.act(REQUESTS['space-documents']);
    const { problem, sent } = rig.screen('space-documents');
    expect(sent).toBeNull();
    expect(problem?.kind).toBe('kiosk-paused');
    const wait = (problem?.kind === 'kiosk-paused' ? problem.until : 0) - rig.time.wall();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(HOUR);
    expect(decisions(rig)).toBe(40);
    await rig.act({ type: 'leave' });
    await rig.time.advance(wait);
    await atSpace(rig, office);
    await openScreen(rig, 'space-documents');
    await rig.act(REQUESTS['space-documents']);
    expect(rig.screen('space-documents').sent).not.toBeNull();
  });

  it('of a helper is an event of the member helped, for as long as the delegation allows it', async () => {
    const mandate = mandateOf('ask');
    office.space.mandates.set(mandate.delegation, mandate);
    office.space.last.acting = mandate;
    await rig.time.advance(5000);
    await rig.until(() => rig.screen('space-home').bar.acting !== null);
    for (const id of HELPERS_REQUESTS) {
      await openScreen(rig, id);
      expect(rig.screen(id).bar).toMatchObject({ name: 'Noël D’Invention', acting: { scope: 'ask' } });
      await make(rig, REQUESTS[id]);
      expect(rig.screen(id).sent).not.toBeNull();
    }
    await allAnswered(rig);
    const helper = { holder: ZOE, delegation: mandate.delegation };
    expect(office.appliedBodies).toEqual(
      HELPERS_REQUESTS.map((id) => ({ ...TOLD[id], holder: NOEL, helper })),
    );

    for (const id of HELPERS_REQUESTS) {
      await openScreen(rig, id);
      office.space.last.acting = { ...mandate, scope: 'see' };
      await rig.time.advance(5000);
      await rig.until(() => rig.screen(id).bar.acting?.scope === 'see');
      await make(rig, REQUESTS[id]);
      expect(rig.screen(id)).toMatchObject({ sent: null, problem: { kind: 'not-allowed' } });
      await rig.act({ type: 'back' });
      await rig.act({ type: 'open-space', screen: id });
      expect(rig.screen('space-home').tiles, 'cannot be opened any more').not.toContain(id);
      office.space.last.acting = mandate;
      await rig.time.advance(5000);
      await rig.until(() => rig.screen('space-home').tiles.includes(id));
    }
    expect(decisions(rig)).toBe(HELPERS_REQUESTS.length);

    await openScreen(rig, 'space-question');
    office.space.mandates.clear();
    await rig.time.advance(5000);
    await rig.until(({ screen }) => screen.id === 'space-home');
    expect(rig.screen('space-home')).toMatchObject({ notice: 'mandate-ended', bar: { acting: null } });
    await rig.act(REQUESTS['space-question']);
    expect(decisions(rig), 'nothing is sent in the name of the other any more').toBe(HELPERS_REQUESTS.length);
  });

  it('is told field by field what is wrong with it, in the order of the screen, and nothing is kept', async () => {
    const field = (name: string, issue: string) => ({ kind: 'field', field: name, issue });
    const address = REQUESTS['space-address'];
    const situation = REQUESTS['space-situation'];
    const question = REQUESTS['space-question'];
    const cases: readonly (readonly [Action, unknown])[] = [
      [{ ...address, lines: ['', ''], postalCode: '' }, field('line', 'missing')],
      [{ ...address, lines: ['12 rue <b>'] }, field('line', 'characters')],
      [{ ...address, lines: ['x'.repeat(39)] }, field('line', 'too-long')],
      [{ ...address, postalCode: '' }, field('postal-code', 'missing')],
      [{ ...address, postalCode: '4400' }, field('postal-code', 'malformed')],
      [{ ...address, postalCode: '00000' }, field('postal-code', 'no-such-town')],
      [{ ...address, town: '' }, field('town', 'missing')],
      [{ ...address, town: 'Rezé' }, field('town', 'no-such-town')],
      [{ ...address, town: 'constructor' }, field('town', 'no-such-town')],
      [{ ...address, town: '', isTownTyped: true }, field('town', 'missing')],
      [{ ...address, town: '\u200b\u3164', isTownTyped: true }, field('town', 'missing')],
      [{ ...address, town: 'Œ'.repeat(20), isTownTyped: true }, field('town', 'too-long')],
      [{ ...address, postalCode: '99999', isTownTyped: true }, field('postal-code', 'malformed')],
      [{ ...address, isTownTyped: true, country: 'Atlantide' }, field('country', 'no-such-country')],
      [
        { ...address, isTownTyped: true, country: 'BE', postalCode: 'L-2449' },
        field('postal-code', 'malformed'),
      ],
      [{ ...address, from: '' }, field('from', 'missing')],
      [{ ...address, from: '2025-09-22' }, field('from', 'too-old')],
      [{ ...address, from: '2026-11-23' }, field('from', 'future')],
      [{ ...situation, change: '' }, field('change', 'missing')],
      [{ ...situation, change: 'toString' }, field('change', 'malformed')],
      [{ ...situation, from: '31/02/2026' }, field('from', 'no-such-day')],
      [{ ...situation, until: '' }, field('until', 'missing')],
      [{ ...situation, until: '2025-11-30' }, field('until', 'before-begin')],
      [{ ...situation, change: 'retirement' }, field('until', 'malformed')],
      [{ ...situation, note: 'x'.repeat(601) }, field('note', 'too-long')],
      [{ ...question, topic: '' }, field('topic', 'missing')],
      [{ ...question, topic: 'weather' }, field('topic', 'malformed')],
      [{ ...question, text: ' \u0007\n' }, field('text', 'missing')],
      [{ ...question, text: 'x'.repeat(601) }, field('text', 'too-long')],
    ];
    for (const [action, problem] of cases) {
      const id =
        REQUEST_SCREEN_IDS.find((screen) => REQUESTS[screen].type === action.type) ?? 'space-documents';
      if (rig.view.screen.id !== id) await openScreen(rig, id);
      await rig.act(action);
      expect(rig.screen(id), JSON.stringify(action)).toMatchObject({ sent: null, problem });
    }
    for (const document of ['', 'constructor', 'passport', 'member-card ']) {
      const screen = await openScreen(rig, 'space-documents');
      expect((await rig.act({ type: 'ask-document', document })).screen).toEqual(screen);
    }
    expect(decisions(rig)).toBe(0);
    await openScreen(rig, 'space-question');
    await rig.act({ ...question, topic: '' });
    // What was wrong is over once it is right.
    await rig.act(question);
    expect(rig.screen('space-question')).toMatchObject({ problem: null });
  });

  it('for a new address offers the towns of its postal code, and takes the ends of its dates', async () => {
    await openScreen(rig, 'space-address');
    expect(rig.screen('space-address').towns).toBeNull();
    await rig.act({ type: 'find-towns', postalCode: ' 44 300 ' });
    expect(rig.screen('space-address').towns).toEqual({ postalCode: '44300', towns: ['Nantes'] });
    await rig.act({ type: 'find-towns', postalCode: '00000' });
    expect(rig.screen('space-address')).toMatchObject({ towns: { towns: [] }, problem: null });
    await rig.act({ type: 'find-towns', postalCode: '4430' });
    expect(rig.screen('space-address')).toMatchObject({
      towns: null,
      problem: { kind: 'field', field: 'postal-code', issue: 'malformed' },
    });

    for (const from of ['2025-09-23', '2026-11-22']) {
      const screen = await openScreen(rig, 'space-address');
      expect(screen).toMatchObject({ today: '2025-11-22', latest: '2026-11-22' });
      await make(rig, { ...REQUESTS['space-address'], from });
      expect(rig.screen('space-address').sent).not.toBeNull();
    }
    const { changes } = await openScreen(rig, 'space-situation');
    expect(changes.find(({ change }) => change === 'birth')).toEqual({
      ...{ change: 'birth', until: 'none', earliest: '2024-11-21', latest: '2025-11-22' },
      documents: ['birth-certificate'],
    });
  });
});

function outcomeOfView(screen: { sent: unknown }): string | null {
  const { sent } = screen as { sent: { receipt: string; headOffice: string } | null };
  return sent?.headOffice === 'accepted' ? sent.receipt : null;
}

function mandateOf(scope: 'see' | 'ask') {
  const delegation = '0190d3a4-1111-7111-8111-0190d3a41111';
  return { delegation, holder: NOEL, name: 'Noël D’Invention', scope, endsOn: '2026-01-31' };
}
