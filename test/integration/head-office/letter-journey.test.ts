import { describe, expect, it } from 'vitest';
import type { RedeemAnswer } from '../../../src-shared/hub-api/letters.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { GOOD, logIn } from '../kiosk/actions.ts';
import { allAnswered, openPair, type Pair } from './actions.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';

const { neither } = DEMO_CAST;
const CODE = 'ACDEF34679';
const PROVISIONAL = 'ACDEF34674';

async function atCode(): Promise<Pair> {
  const pair = await openPair();
  pair.office.letters.set(neither.number, { code: CODE, wrong: 0, attempts: new Map() });
  await open(pair.rig);
  return pair;
}

async function open(rig: KioskRig): Promise<void> {
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'letter' });
  expect(rig.screen('identify').purpose).toBe('letter');
  await rig.act({ type: 'identify', number: neither.number });
  rig.screen('letter-code');
}

const attempts = (office: FakeHeadOffice): string[] =>
  office.asked
    .filter(({ path }) => path === 'redeem')
    .map(({ body }) => (body as { attempt: string }).attempt);

describe('I received a letter', () => {
  it('leads from the code to a password that works', async () => {
    const { office, rig } = await atCode();
    expect(rig.view.progress, 'the code tells how far it is').toBeNull();
    await rig.act({ type: 'enter-letter-code', code: 'acdef 34679' });
    expect(rig.view.progress).toEqual({ step: 3, of: 4 });
    const answer = await rig.rightAnswer();
    await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
    rig.screen('password-done');
    await allAnswered(rig);
    expect(office.appliedBodies).toMatchObject([{ kind: 'password-set', number: neither.number }]);
    await rig.act({ type: 'continue' });
    await logIn(rig, neither.number, GOOD);
    rig.screen('space-home');
    expect(JSON.stringify(rig.logged)).not.toContain(CODE);
  });

  it('leads to another code for the same member, whose number is not typed again', async () => {
    const { office, rig } = await atCode();
    await rig.act({ type: 'enter-letter-code', code: 'WWWWW34679' });
    expect(rig.screen('letter-code').problem).toMatchObject({ kind: 'wrong' });
    await rig.act({ type: 'open', entry: 'password' });
    rig.screen('choose-channel');
    await rig.act({ type: 'choose-channel', channel: 'letter' });
    rig.screen('anti-robot');
    await rig.act({ type: 'answer-challenge', answer: await rig.rightAnswer() });
    rig.screen('letter-requested');
    await allAnswered(rig);
    expect(office.appliedBodies).toMatchObject([{ kind: 'letter-requested', number: neither.number }]);
    expect(office.letters.get(neither.number)?.wrong, 'the try stays counted').toBe(1);
  });

  it('leads by a provisional password to the account, and spends nothing yet', async () => {
    const { office, rig } = await atCode();
    office.accounts.letters.set(neither.number, { code: PROVISIONAL, state: 'good' });
    await rig.act({ type: 'enter-letter-code', code: PROVISIONAL });
    rig.screen('activate-identity');
    expect(rig.view.progress).toEqual({ step: 3, of: 8 });
    expect(office.accounts.letters.get(neither.number)?.state).toBe('good');
    await rig.act({ type: 'back' });
    expect(rig.screen('activate')).toMatchObject({ situation: 'member', problem: null });
    expect(JSON.stringify(rig.logged)).not.toContain(PROVISIONAL);
  });

  it.each(['used', 'expired'] as const)(
    'says where a provisional password that is %s leads on',
    async (state) => {
      const { office, rig } = await atCode();
      office.accounts.letters.set(neither.number, { code: PROVISIONAL, state });
      await rig.act({ type: 'enter-letter-code', code: PROVISIONAL });
      expect(rig.screen('activate')).toMatchObject({ situation: 'member', problem: { kind: state } });
    },
  );

  it('counts a code that is of neither kind among the tries of both, and tells the fewest left', async () => {
    const { office, rig } = await atCode();
    office.accounts.instead.set('open', () => ({ result: 'wrong', triesLeft: 1 }));
    await rig.act({ type: 'enter-letter-code', code: 'ACDEF 34676' });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'wrong', triesLeft: 1 });
    office.accounts.instead.set('open', () => ({ result: 'locked', waitMs: HOUR }));
    await rig.act({ type: 'enter-letter-code', code: 'ACDEF 34677' });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'locked', until: rig.time.now() + HOUR });
  });

  it('a line that is lost between the two questions counts nothing twice', async () => {
    const { office, rig } = await atCode();
    office.accounts.letters.set(neither.number, { code: PROVISIONAL, state: 'good' });
    office.next('open', { kind: 'lost' });
    await rig.act({ type: 'enter-letter-code', code: PROVISIONAL });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'offline' });
    await rig.act({ type: 'enter-letter-code', code: PROVISIONAL });
    rig.screen('activate-identity');
    const [first, second] = attempts(office);
    expect(second).toBe(first);
  });

  it('leads whoever has no member number to the social-security number', async () => {
    const { rig } = await openPair();
    await rig.act({ type: 'begin' });
    await rig.act({ type: 'open', entry: 'letter' });
    await rig.act({ type: 'open', entry: 'activate-account' });
    expect(rig.screen('activate').situation).toBe('insured');
    await rig.act({ type: 'leave' });
    await rig.act({ type: 'begin' });
    await rig.act({ type: 'open', entry: 'password' });
    await rig.act({ type: 'open', entry: 'activate-account' });
    expect(rig.screen('identify').purpose, 'only for letters').toBe('password');
  });

  it('is one door for all letters', async () => {
    const { rig } = await openPair();
    await rig.act({ type: 'begin' });
    const { entries } = rig.screen('menu');
    expect(entries).toContain('letter');
    expect(entries).not.toContain('activate-account');
  });

  it('what cannot be a code is said to be none, and head office is not asked', async () => {
    const { office, rig } = await atCode();
    for (const code of ['', 'ACDEF', 'ACDEF 3467O', '123456', 'ACDEF 34679 A', '💌']) {
      await rig.act({ type: 'enter-letter-code', code });
      expect(rig.screen('letter-code').problem, code).toEqual({ kind: 'malformed' });
    }
    expect(attempts(office)).toEqual([]);
  });

  it('a wrong code says how many tries are left; a used one and an unknown letter say no more than that', async () => {
    const { rig } = await atCode();
    await rig.act({ type: 'enter-letter-code', code: 'ACDEF 34676' });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'wrong', triesLeft: 4 });
    await rig.act({ type: 'enter-letter-code', code: CODE });
    await rig.act({ type: 'leave' });
    await open(rig);
    await rig.act({ type: 'enter-letter-code', code: CODE });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'used' });
  });

  it('each other answer of head office has its own problem; a lock says when it ends', async () => {
    const { office, rig } = await atCode();
    const answers: readonly (readonly [RedeemAnswer, unknown])[] = [
      [{ result: 'expired' }, { kind: 'expired' }],
      [
        { result: 'wrong', triesLeft: 0 },
        { kind: 'wrong', triesLeft: 0 },
      ],
      [
        { result: 'locked', waitMs: HOUR },
        { kind: 'locked', until: rig.time.now() + HOUR },
      ],
    ];
    for (const [answer, problem] of answers) {
      office.onRedeem = () => answer;
      await rig.act({ type: 'enter-letter-code', code: CODE });
      expect(rig.screen('letter-code').problem).toEqual(problem);
    }
  });

  it('a lost answer is had again: the same code is the same try, another one is not', async () => {
    const { office, rig } = await atCode();
    office.next('redeem', { kind: 'lost' });
    await rig.act({ type: 'enter-letter-code', code: CODE });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'offline' });
    await rig.act({ type: 'enter-letter-code', code: CODE.toLowerCase() });
    rig.screen('define-password');
    const [first, second] = attempts(office);
    expect(second).toBe(first);
    await rig.act({ type: 'leave' });
    await open(rig);
    office.next('redeem', { kind: 'cut' });
    await rig.act({ type: 'enter-letter-code', code: CODE });
    await rig.act({ type: 'enter-letter-code', code: 'ACDEF 34676' });
    expect(new Set(attempts(office)).size).toBe(3);
  });

  it('offline says so, counts nothing, and leads on when head office is back', async () => {
    const { office, rig } = await atCode();
    await office.down();
    for (let round = 0; round < 3; round += 1) {
      await rig.act({ type: 'enter-letter-code', code: CODE });
      expect(rig.screen('letter-code').problem).toEqual({ kind: 'offline' });
    }
    const points = rig.onJournal((journal) =>
      journal.prepare("SELECT count(*) FROM rate_limit WHERE key LIKE 'typed-letter-code%'").pluck().get(),
    );
    expect(points).toBe(0);
    await office.up();
    await rig.act({ type: 'enter-letter-code', code: CODE });
    rig.screen('define-password');
  });

  it('many codes in an hour pause the kiosk, not the letter', async () => {
    const { office, rig } = await atCode();
    office.onRedeem = () => ({ result: 'wrong', triesLeft: 4 });
    const start = rig.time.now();
    for (let n = 0; n < 60; n += 1) await rig.act({ type: 'enter-letter-code', code: CODE });
    await rig.act({ type: 'enter-letter-code', code: CODE });
    expect(rig.screen('letter-code').problem).toEqual({ kind: 'kiosk-paused', until: start + HOUR });
    expect(attempts(office)).toHaveLength(60);
  });

  it('has its ways back and to help', async () => {
    const { rig } = await atCode();
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'back' });
    rig.screen('letter-code');
    await rig.act({ type: 'back' });
    expect(rig.screen('identify').purpose).toBe('letter');
    await rig.act({ type: 'identify', number: '99887766' });
    expect(rig.screen('identify')).toMatchObject({ purpose: 'letter', problem: { kind: 'unknown' } });
    await rig.act({ type: 'back' });
    rig.screen('menu');
    await rig.time.advance(MINUTE);
  });

  it('is not offered, nor to be had, where there is no head office to check a code', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin' });
    expect(rig.screen('menu').entries).not.toContain('letter');
    await rig.act({ type: 'open', entry: 'letter' });
    rig.screen('menu');
  });
});
