import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Delegation } from '../../../../src-shared/hub-api/space-data.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import type { FakeMandate } from '../../../support/fakes/fake-space.ts';
import { ACTIVE, again, CODE, type CodeFixture, giveCodes, OFFERED, openOn, soon } from './actions.ts';

const { emailOnly } = DEMO_CAST;

/** Whom the helper acts for. */
const MANDATE: FakeMandate = {
  ...{ delegation: ACTIVE.id, name: 'Noël D’Invention', scope: 'ask', endsOn: ACTIVE.endsOn },
  holder: { situation: 'member', number: emailOnly.number },
};

let office: FakeHeadOffice;
let rig: KioskRig;
let codes: CodeFixture;
let given: Delegation[];
let received: Delegation[];

async function open(): Promise<void> {
  ({ office, rig } = await openOn('space-delegation'));
  await fresh();
}

/** Another visit, by somebody to whom nobody was given and who may help one person, and another if they consent. */
async function fresh(): Promise<void> {
  codes = giveCodes(office);
  given = [];
  received = [ACTIVE, OFFERED];
  office.space.mandates.clear();
  office.space.mandates.set(ACTIVE.id, MANDATE);
  office.space.on('delegations', () => ({ result: 'ok', given, received }));
  await again({ office, rig }, 'space-delegation');
}

const screen = () => rig.screen('space-delegation');
const home = () => rig.screen('space-home');
const find = (number: string, familyName: string) => rig.act({ type: 'find-helper', number, familyName });
const offer = (scope: string, months: number) => rig.act({ type: 'offer-delegation', scope, months });
const enter = () => rig.act({ type: 'enter-fresh-code', code: CODE });
const act = (delegation: string | null) => rig.act({ type: 'act-for', delegation });

describe('a helper', () => {
  it('is found by number and name, and named after a fresh code, once however often it is sent', async () => {
    await open();
    const field = (name: string, issue: string) => ({ kind: 'field', field: name, issue });
    for (const [number, name, problem] of [
      ['', 'Dupont', field('number', 'missing')],
      ['12', 'Dupont', field('number', 'malformed')],
      ['00234567', ' ', field('family-name', 'missing')],
      ['00234567', '<b>', field('family-name', 'characters')],
    ] as const) {
      await find(number, name);
      expect(screen()).toMatchObject({ helper: null, problem });
    }
    expect(office.space.askedFor('find-helper')).toEqual([]);
    office.space.on('find-helper', () => ({ result: 'nobody', triesLeft: 4 }));
    await find('00234567', 'Dupont');
    expect(screen().problem).toEqual({ kind: 'nobody', triesLeft: 4 });
    for (const result of ['yourself', 'already'] as const) {
      office.space.on('find-helper', () => ({ result }));
      await find('00234567', 'Dupont');
      expect(screen().problem).toEqual({ kind: result });
    }
    office.space.on('find-helper', () => ({ result: 'locked', waitMs: 60_000 }));
    await find('00234567', 'Dupont');
    expect(screen().problem).toEqual({ kind: 'locked', until: rig.time.now() + 60_000 });
    await offer('see', 3);
    expect(screen().code, 'nobody was found').toBeNull();

    office.space.on('find-helper', () => ({ result: 'ok', name: 'Noël D’Invention' }));
    await find('0023 4567', " D'Invention ");
    const helper = { number: '00234567', familyName: "D'Invention", name: 'Noël D’Invention' };
    expect(screen().helper).toEqual(helper);
    await offer('everything', 3);
    expect(screen().problem).toEqual(field('scope', 'malformed'));
    await offer('ask', 2);
    expect(screen().problem).toEqual(field('months', 'malformed'));
    await offer('ask', 3);
    expect(screen().code).toMatchObject({ to: 'offer', ask: { sent: null } });
    const offers = new Set<string>();
    office.space.on('offer-delegation', ({ id, proof }) => {
      if (proof === null || !codes.proven.has(proof)) return { result: 'code-needed' };
      offers.add(id);
      given = [{ ...OFFERED, id }];
      return { result: 'ok', endsOn: '2026-02-22' };
    });
    await rig.act({ type: 'send-fresh-code', channel: 'email' });
    office.next('space/offer-delegation', { kind: 'lost' });
    await enter();
    expect(screen()).toMatchObject({ done: null, code: { ask: { problem: { kind: 'offline' } } } });
    await enter();
    expect(screen()).toMatchObject({ done: 'offered', code: null, helper: null, content: { given } });
    expect(offers.size).toBe(1);
    expect(office.space.askedFor('offer-delegation')[0]).toMatchObject({
      ...{ number: '00234567', familyName: "D'Invention", scope: 'ask', months: 3, language: 'fr' },
    });
    expect(codes.sends).toMatchObject([{ purpose: 'delegation', channel: 'email' }]);
  });

  it('consents by a code or declines; either side revokes; what the helper did is read by the giver alone', async () => {
    await open();
    const answer = (accept: boolean, delegation = OFFERED.id) =>
      rig.act({ type: 'answer-delegation', delegation, accept });
    office.space.on('answer-delegation', ({ accept, proof }) => {
      if (accept && (proof === null || !codes.proven.has(proof))) return { result: 'code-needed' };
      received = [{ ...OFFERED, state: accept ? 'active' : 'declined' }];
      return { result: 'ok' };
    });
    await answer(true, ACTIVE.id);
    expect(screen().code, 'it was answered before').toBeNull();
    await answer(true);
    expect(screen().code?.to).toBe('accept');
    await rig.act({ type: 'send-fresh-code', channel: 'email' });
    await enter();
    expect(screen()).toMatchObject({ done: 'accepted', code: null, content: { received } });

    await fresh();
    await answer(false);
    expect(screen()).toMatchObject({ done: 'declined', content: { received: [{ state: 'declined' }] } });
    expect(codes.sends, 'to decline needs no code').toEqual([]);
    office.space.on('answer-delegation', () => ({ result: 'unknown' }));
    await fresh();
    await answer(false);
    expect(screen()).toMatchObject({ done: null, problem: { kind: 'gone' } });

    const revoke = (delegation: string) => rig.act({ type: 'revoke-delegation', delegation });
    office.space.on('revoke-delegation', ({ delegation }) => {
      received = received.map((one) => (one.id === delegation ? { ...one, state: 'revoked' } : one));
      return { result: 'ok' };
    });
    await revoke(ACTIVE.id);
    expect(screen()).toMatchObject({
      done: 'revoked',
      content: { received: [{ state: 'revoked' }, OFFERED] },
    });
    await revoke(ACTIVE.id);
    await revoke(randomUUID());
    expect(office.space.askedFor('revoke-delegation')).toHaveLength(1);

    given = [{ ...ACTIVE, id: randomUUID() }];
    await rig.act({ type: 'retry' });
    office.space.on('journal', ({ page }) => ({
      ...{ result: 'ok', total: 9, page, pages: 2 },
      rows: [{ at: 1_763_000_000_000, what: 'sent-request', detail: `page ${page}` }],
    }));
    await rig.act({ type: 'open-journal', delegation: ACTIVE.id });
    expect(screen().journal, 'one’s own doings are the giver’s to read').toBeNull();
    await rig.act({ type: 'open-journal', delegation: given[0]?.id ?? '' });
    expect(screen().journal).toMatchObject({ content: { state: 'ready', rows: [{ detail: 'page 0' }] } });
    await rig.act({ type: 'turn-page', page: 1 });
    expect(screen().journal).toMatchObject({ content: { rows: [{ detail: 'page 1' }] } });
    await rig.act({ type: 'back' });
    expect(screen().journal).toBeNull();
  });

  it('acts for another in that person’s space, and for oneself again', async () => {
    await open();
    await act(OFFERED.id);
    await act(randomUUID());
    expect(office.space.askedFor('act-for'), 'only one that holds can be chosen').toEqual([]);
    await act(ACTIVE.id);
    expect(home()).toMatchObject({
      bar: { name: 'Noël D’Invention', acting: { helper: 'Zoé Exemple-Dupré', scope: 'ask' } },
      waiting: { state: 'ready' },
      notice: null,
    });
    expect(home().tiles).not.toContain('space-delegation');
    await rig.act({ type: 'open-space', screen: 'space-guarantees' });
    await act(null);
    expect(home().bar).toMatchObject({ name: 'Zoé Exemple-Dupré', acting: null });
    await act(null);
    expect(office.space.askedFor('act-for')).toEqual([{ delegation: ACTIVE.id }, { delegation: null }]);
  });

  it('is never shown one person’s space under another’s name, whichever answer is lost', async () => {
    await open();
    // Head office has done it: it tells so when it is asked.
    office.next('space/act-for', { kind: 'lost' });
    await act(ACTIVE.id);
    expect(home().bar.name).toBe('Noël D’Invention');

    // It has not.
    await fresh();
    office.next('space/act-for', { kind: 'cut' });
    await act(ACTIVE.id);
    expect(screen()).toMatchObject({ bar: { acting: null }, problem: { kind: 'offline' } });

    // Nobody can tell: nothing is asked before it is known.
    await fresh();
    office.next('space/act-for', { kind: 'lost' });
    office.always('space/status', { kind: 'cut' });
    await act(ACTIVE.id);
    expect(home()).toMatchObject({ bar: { acting: null }, waiting: { state: 'offline' } });
    const asked = office.space.asked.length;
    await rig.act({ type: 'open-space', screen: 'space-reimbursements' });
    expect(rig.screen('space-reimbursements').content).toEqual({ state: 'offline' });
    await rig.act({ type: 'back' });
    expect(office.space.asked.slice(asked).map(({ name }) => name)).toEqual([]);
    office.always('space/status', null);
    await rig.act({ type: 'retry' });
    expect(home()).toMatchObject({ bar: { name: 'Noël D’Invention' }, waiting: { state: 'ready' } });

    // It is known by itself too.
    await fresh();
    office.next('space/act-for', { kind: 'lost' });
    office.next('space/status', { kind: 'cut' }, { kind: 'cut' });
    await act(ACTIVE.id);
    expect(home().waiting).toEqual({ state: 'offline' });
    await rig.time.advance(5000);
    await rig.until(() => home().bar.name === 'Noël D’Invention');
    expect(home().waiting.state).toBe('ready');

    // A log-out ends the session all the same.
    await fresh();
    office.next('space/act-for', { kind: 'lost' });
    office.next('space/status', { kind: 'cut' }, { kind: 'cut' });
    await act(ACTIVE.id);
    await rig.act({ type: 'leave' });
    await soon(() => office.space.last.ended).toBe(true);
  });

  it('whose mandate ends during the visit is in the own space again, and is told why, wherever that is found out', async () => {
    await open();
    const acting = async () => {
      await fresh();
      await act(ACTIVE.id);
      expect(home().bar.acting).not.toBeNull();
    };
    const ended = () => {
      expect(home()).toMatchObject({
        ...{ bar: { acting: null, name: 'Zoé Exemple-Dupré' }, notice: 'mandate-ended' },
        waiting: { state: 'ready' },
      });
    };
    // By the look at how things stand.
    await acting();
    office.space.mandates.clear();
    await rig.time.advance(5000);
    await rig.until(({ screen: at }) => at.id === 'space-home' && at.notice !== null);
    ended();
    // When a screen is opened.
    await acting();
    office.space.mandates.clear();
    await rig.act({ type: 'open-space', screen: 'space-reimbursements' });
    ended();
    // When the home is asked for again.
    await acting();
    office.space.mandates.clear();
    await rig.act({ type: 'retry' });
    ended();
    // When one goes back to oneself.
    await acting();
    office.space.mandates.clear();
    await act(null);
    ended();
    // While an answer is on its way.
    await acting();
    const release = office.space.hold('reimbursements');
    const opened = rig.act({ type: 'open-space', screen: 'space-reimbursements' });
    await soon(() => office.space.askedFor('reimbursements').length).toBeGreaterThan(1);
    await rig.time.advance(300);
    await opened;
    expect(rig.screen('space-reimbursements').content).toEqual({ state: 'loading' });
    office.space.mandates.clear();
    await rig.time.advance(1);
    release();
    await rig.until(({ screen: at }) => at.id === 'space-home');
    ended();
    // It is said once.
    await rig.act({ type: 'open-space', screen: 'space-guarantees' });
    await rig.act({ type: 'back' });
    expect(home().notice).toBeNull();
  });
});
