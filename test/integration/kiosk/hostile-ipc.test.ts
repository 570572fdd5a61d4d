import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionRequestSchema, type ActionRequest, type Action } from '../../../src-shared/journey/action.ts';
import type { ScreenId } from '../../../src-shared/journey/screens.ts';
import { memberNumberOf } from '../../../src-shared/values/member-number.ts';
import { viewSchema, type View } from '../../../src-shared/journey/view.ts';
import { answerAction, readHeartbeat } from '../../../src-main/answer-payload.ts';
import { activationCodeOf } from '../../../src-shared/values/activation-code.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { answerTo } from '../../support/pictures/answer-riddle.ts';
import { readDiagrams } from '../../support/journey/drawn-transitions.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { findCode } from '../../support/fakes/mailbox.ts';
import { KeptLog } from '../../support/outbox-fixture.ts';
import { anyAction, anyPayload } from './hostile-actions.ts';
import { GOOD } from './actions.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';

const ACTIONS = 10_000;
/** The same each time, so that what fails can be looked at again. */
const SEED = 20_251_122;

/** The screens that the walk must come to; a kiosk without head office has no others but faults. */
const REACHED: readonly ScreenId[] = [
  'anti-robot',
  'attract',
  'choose-channel',
  'define-password',
  'enter-code',
  'help',
  'identify',
  'letter-requested',
  'login',
  'menu',
  'password-done',
  'security-advice',
  'space-home',
];

/** Where each action may lead from each screen, besides staying there; what is not drawn must change no screen. */
const DRAWN = new Set(
  [...readDiagrams().values()].flatMap(({ transitions }) =>
    transitions.map(({ from, by, to }) => `${from} ${by} ${to}`),
  ),
);

function mayLead(from: ScreenId, action: Action, to: ScreenId): boolean {
  if (from === to) return true;
  // The session ends a visit itself, from any screen.
  if (action.type === 'leave') return to === 'attract';
  return DRAWN.has(`${from} ${action.type} ${to}`);
}

/** Many an action is made one that a visitor with knowledge would do: else no random walk gets far. */
function informed(action: Action, view: View, codes: readonly string[], coin: number): Action {
  const { screen } = view;
  if (coin > (screen.id === 'enter-code' || screen.id === 'define-password' ? 7 : 3)) return action;
  if (screen.id === 'enter-code') return { type: 'enter-code', code: codes.at(-1 - (coin % 2)) ?? '000000' };
  if ('challenge' in screen && screen.challenge?.way !== 'question') {
    return { type: 'ask-challenge', way: 'question' };
  }
  if ('challenge' in screen && screen.challenge?.way === 'question') {
    const { id, question } = screen.challenge;
    const answer = { way: 'question', challenge: id, typed: answerTo(question) } as const;
    if (screen.id === 'anti-robot') return { type: 'answer-challenge', answer };
    const password = coin > 0 ? GOOD : 'Mauvais-Mot-12';
    return screen.id === 'login'
      ? { type: 'login', identifier: DEMO_CAST.both.number, password, answer }
      : { type: 'define-password', password, confirmation: GOOD, answer };
  }
  return action;
}

/** Whether a view is of the anti-robot before an act. */
function isBefore({ screen }: View, act: 'identify' | 'sms' | 'letter'): boolean {
  return screen.id === 'anti-robot' && screen.before === act;
}

describe('ten thousand random actions', () => {
  it('never break the kiosk, skip no step and open no door without its key', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(DEMO_CAST.both.number, GOOD);
    await rig.act({ type: 'leave' });
    const steps = fc.sample(fc.tuple(anyAction, fc.nat(9), fc.nat(19), fc.nat(2 * DAY)), {
      numRuns: ACTIONS,
      seed: SEED,
    });
    const reached = new Set<ScreenId>();
    const passwords = new Map([[DEMO_CAST.both.number, GOOD]]);
    const named = { number: '', next: '' };
    for (const [random, coin, staleness, pause] of steps) {
      const codes = [...rig.mail.all, ...rig.sms.all].flatMap(({ text }) => findCode(text) ?? []);
      const before = rig.view;
      const action = informed(random, before, codes, coin);
      const serial =
        staleness < 17 ? before.serial : before.serial + ([-1, 1, 1_000_000][staleness - 17] ?? 1);
      const request: ActionRequest = { serial: Math.max(0, serial), action };
      const { screen } = await rig.send(request);
      const told = JSON.stringify({ action, before: before.screen.id, after: screen.id });
      reached.add(screen.id);
      if (request.serial !== before.serial || action.type === 'show') {
        expect(rig.view.serial, told).toBe(before.serial);
      }
      expect(mayLead(before.screen.id, action, screen.id), told).toBe(true);
      if (action.type === 'identify') named.next = action.number;
      const wasNamed = before.screen.id === 'identify' || isBefore(before, 'identify');
      if (wasNamed && screen.id === 'choose-channel') named.number = named.next;
      if (screen.id === 'define-password' && before.screen.id !== 'define-password') {
        expect(
          action.type === 'enter-code' && codes.includes(activationCodeOf(action.code) ?? ''),
          told,
        ).toBe(true);
      }
      if (screen.id === 'password-done' && before.screen.id !== 'password-done') {
        expect(action.type === 'define-password' && action.password === action.confirmation, told).toBe(true);
        passwords.set(
          memberNumberOf(named.number) ?? '',
          action.type === 'define-password' ? action.password : '',
        );
      }
      if (screen.id === 'space-home' && before.screen.id !== 'space-home') {
        expect(action.type === 'login' && passwords.get(memberNumberOf(action.identifier) ?? ''), told).toBe(
          action.type === 'login' && action.password,
        );
      }
      // Limits of a day would end the walk early.
      if (pause < 15 * MINUTE) await rig.time.advance(pause * 40);
    }
    for (const view of rig.pushed) viewSchema.parse(view);
    expect(rig.logged.filter((line) => line.includes('"error"'))).toEqual([]);
    expect([...reached].toSorted(), 'the walk was worth it').toEqual(REACHED);
  });
});

describe('ten thousand payloads that are no action', () => {
  it('are answered by the present view, change nothing, and leave nothing of theirs in the log', async () => {
    const rig = await KioskRig.open();
    await rig.identify(DEMO_CAST.both.number);
    const before = rig.view;
    const log = new KeptLog();
    let asked = 0;
    const kiosk = { act: (request: ActionRequest) => ((asked += 1), rig.send(request)) };
    for (const payload of fc.sample(anyPayload, { numRuns: ACTIONS, seed: SEED })) {
      if (actionRequestSchema.safeParse(payload).success) continue;
      // The view holds no moving part on this screen: it must be the same to the letter.
      expect(await answerAction(kiosk, payload, log)).toEqual(before);
    }
    expect(asked, 'hardly any of the payloads was an action').toBeGreaterThan(ACTIONS * 0.9);
    expect(new Set(log.lines.map((line) => line.replace(/\d+/gu, 'n')))).toEqual(
      new Set(['warn ipc-refused {"channel":"kiosk:act","issues":n}']),
    );
  });

  it('nor are they heartbeats', () => {
    const log = new KeptLog();
    const beats = fc
      .sample(anyPayload, { numRuns: ACTIONS, seed: SEED })
      .map((payload) => readHeartbeat(payload, log));
    expect(beats.filter((beat) => beat !== null)).toEqual([]);
    expect(readHeartbeat({ touched: true }, log)).toEqual({ touched: true });
    expect(readHeartbeat({ touched: true, more: 1 }, log)).toBeNull();
  });
});

describe('a payload of great size or depth', () => {
  it.each([
    ['a text of ten megabytes', { serial: 0, action: { type: 'identify', number: '1'.repeat(10_000_000) } }],
    [
      'a hundred thousand keys',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, key])),
    ],
    ['ten thousand levels', JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) as unknown],
  ])('%s is refused without being worked through', (_name, payload) => {
    const before = performance.now();
    expect(actionRequestSchema.safeParse(payload).success).toBe(false);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
