import { describe, expect, it } from 'vitest';
import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { FREE_NUMBERS, MOST_NUMBERS } from '../../../src-shared/policy/codes.ts';
import { KIOSK_QUOTAS, NUMBER_PACE } from '../../../src-shared/policy/quotas.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { codeIn } from '../../support/fakes/mailbox.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD } from './actions.ts';

const { both, neither } = DEMO_CAST;

const unknown = (at: number): string => `9999${String(at).padStart(4, '0')}`;

/** A new visit, up to the number pad. */
async function openPad(rig: KioskRig, entry: 'password' | 'letter' = 'password'): Promise<void> {
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry });
}

/** Names a number as a program would. @returns the screen */
async function name(rig: KioskRig, number: string): Promise<string> {
  if (rig.view.screen.id === 'anti-robot' || rig.view.screen.id === 'choose-channel')
    await rig.act({ type: 'back' });
  return (await rig.act({ type: 'identify', number })).screen.id;
}

/** A kiosk that knows its members, and where no number was named for a while. */
async function openRig(): Promise<KioskRig> {
  const rig = await KioskRig.open();
  await rig.identify(both.number);
  await rig.act({ type: 'leave' });
  await pause(rig);
  return rig;
}

/** Waits until no number of before counts for the pace. */
const pause = (rig: KioskRig): Promise<unknown> => rig.time.advance(NUMBER_PACE.burst * NUMBER_PACE.gap);

describe('the third number', () => {
  it.each([
    ['known', () => both.number, 'choose-channel'],
    ['unknown', unknown, 'identify'],
  ])('of a visit needs the anti-robot: %s ones', async (_, numberAt, told) => {
    const rig = await openRig();
    await openPad(rig);
    for (let at = 0; at < FREE_NUMBERS; at += 1) {
      expect(await name(rig, numberAt(at))).toBe(told);
      await pause(rig);
    }
    expect(await name(rig, numberAt(2))).toBe('anti-robot');
    expect(rig.screen('anti-robot').before).toBe('identify');
    // Nothing was looked up: going back and asking again tells nothing, and costs no number of the visit.
    for (let again = 0; again < MOST_NUMBERS; again += 1)
      expect(await name(rig, numberAt(2))).toBe('anti-robot');
    await rig.act({ type: 'answer-challenge', answer: await rig.rightAnswer() });
    expect(rig.view.screen.id).toBe(told);
  });

  it('is not asked about again in that visit, but in the next one', async () => {
    const rig = await openRig();
    await openPad(rig);
    for (let at = 0; at < 2; at += 1) {
      for (let number = 0; number < FREE_NUMBERS; number += 1) {
        await rig.identify(both.number);
        await rig.act({ type: 'back' });
        await pause(rig);
      }
      expect(await name(rig, both.number)).toBe('anti-robot');
      await rig.act({ type: 'answer-challenge', answer: await rig.rightAnswer() });
      rig.screen('choose-channel');
      await pause(rig);
      expect(await name(rig, both.number)).toBe('choose-channel');
      await openPad(rig);
    }
  });

  it('at a kiosk within seconds needs it, whichever visit, purpose or start of the kiosk it belongs to', async () => {
    const rig = await openRig();
    for (let at = 0; at < FREE_NUMBERS; at += 1) {
      await openPad(rig);
      expect(await name(rig, unknown(at))).toBe('identify');
    }
    await openPad(rig);
    expect(await name(rig, unknown(3))).toBe('anti-robot');
    await openPad(rig, 'password');
    expect(await name(rig, unknown(3))).toBe('anti-robot');
    await rig.stop();
    await rig.start();
    await openPad(rig);
    expect(await name(rig, unknown(3))).toBe('anti-robot');
    await rig.stop();
    rig.time.setWallBy(-HOUR);
    await rig.start();
    await openPad(rig);
    expect(await name(rig, unknown(3))).toBe('anti-robot');
    // The next visitor begins a minute later at the earliest, and meets none.
    await rig.time.advance(MINUTE);
    await openPad(rig);
    expect(await name(rig, both.number)).toBe('choose-channel');
  });

  it('of each visit is the first one once thirty came in an hour', async () => {
    const rig = await openRig();
    for (let at = 0; at < KIOSK_QUOTAS['named-number'].points; at += 1) {
      await openPad(rig);
      await rig.identify(unknown(at));
      await rig.time.advance(NUMBER_PACE.gap);
    }
    await pause(rig);
    await openPad(rig);
    expect(await name(rig, both.number)).toBe('anti-robot');
    await rig.time.advance(HOUR);
    await openPad(rig);
    expect(await name(rig, both.number)).toBe('choose-channel');
  });

  it('is not bought by guessing: a miss costs what a number costs', async () => {
    const rig = await openRig();
    await openPad(rig);
    for (let at = 0; at < FREE_NUMBERS; at += 1) await name(rig, unknown(at));
    expect(await name(rig, both.number)).toBe('anti-robot');
    let read = 0;
    for (let guess = 0; guess < 50; guess += 1) {
      await rig.act({ type: 'answer-challenge', answer: await rig.wrongAnswer() });
      if (rig.screen('anti-robot').problem?.kind === 'challenge-missed') read += 1;
    }
    expect(read).toBe(NUMBER_PACE.burst - FREE_NUMBERS);
    // A right answer is not read either, until the misses are paid for.
    await rig.act({ type: 'answer-challenge', answer: await rig.rightAnswer() });
    expect(rig.screen('anti-robot').problem?.kind).toBe('paused');
    await rig.time.advance(NUMBER_PACE.gap);
    await rig.act({ type: 'answer-challenge', answer: await rig.rightAnswer() });
    // The answer was right; the number has its own pace.
    expect(['choose-channel', 'identify']).toContain(rig.view.screen.id);
  });
});

describe('an SMS and a letter', () => {
  it.each([
    ['sms', both],
    ['letter', neither],
  ] as const)('need the anti-robot before anything is sent: %s', async (channel, member) => {
    const rig = await openRig();
    await rig.identify(member.number);
    await rig.act({ type: 'choose-channel', channel });
    expect(rig.screen('anti-robot').before).toBe(channel);
    await rig.act({ type: 'answer-challenge', answer: await rig.wrongAnswer() });
    expect(rig.screen('anti-robot').problem).toEqual({ kind: 'challenge-missed' });
    await rig.act({ type: 'back' });
    expect(rig.screen('choose-channel').problem).toBeNull();
    await rig.act({ type: 'choose-channel', channel });
    await rig.act({ type: 'leave' });
    const kept = rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM outbox').pluck().get());
    expect([kept, rig.sms.all]).toEqual([0, []]);
  });

  it('that cannot be had now ask nobody to prove anything', async () => {
    const rig = await openRig();
    await rig.identify(neither.number);
    await rig.choose('letter');
    rig.screen('letter-requested');
    await pause(rig);
    await openPad(rig);
    await name(rig, neither.number);
    await rig.act({ type: 'choose-channel', channel: 'letter' });
    expect(rig.screen('choose-channel').problem?.kind).toBe('not-now');
  });

  it('are not had by an answer to the challenge of another step, of another visit, or given twice', async () => {
    const rig = await openRig();
    await rig.identify(both.number);
    await rig.act({ type: 'choose-channel', channel: 'sms' });
    const answer = await rig.rightAnswer();
    await rig.act({ type: 'leave' });
    await rig.identify(both.number);
    await rig.act({ type: 'choose-channel', channel: 'sms' });
    await rig.act({ type: 'answer-challenge', answer });
    expect(rig.screen('anti-robot').problem?.kind).toBe('challenge-missed');
    await rig.act({ type: 'answer-challenge', answer });
    expect(rig.screen('anti-robot').problem?.kind).toBe('challenge-missed');
    expect(rig.sms.all).toEqual([]);
  });
});

describe('an honest visitor', () => {
  it.each(['email', 'sms'] as const)(
    'meets the anti-robot once, from %s code to member space',
    async (channel) => {
      const rig = await openRig();
      const met = await firstConnection(rig, channel);
      rig.screen('space-home');
      expect(met).toBe(1);
    },
  );

  it('meets it again after a wrong password, and only then', async () => {
    const rig = await openRig();
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'continue' });
    const login = { type: 'login', identifier: both.number, answer: null } as const;
    await rig.act({ ...login, password: `${GOOD}x` });
    expect(rig.screen('login')).toMatchObject({ isPassed: false, problem: { kind: 'wrong' } });
    await rig.act({ ...login, password: GOOD });
    expect(rig.screen('login').problem).toEqual({ kind: 'challenge-missed' });
    await rig.act({ ...login, password: GOOD, answer: await rig.rightAnswer() });
    rig.screen('space-home');
  });

  it('who goes on from a login with a wrong password is asked again before an SMS', async () => {
    const rig = await openRig();
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'continue' });
    await rig.act({ type: 'login', identifier: both.number, password: `${GOOD}x`, answer: null });
    await rig.act({ type: 'open', entry: 'password' });
    await rig.act({ type: 'identify', number: both.number });
    await rig.act({ type: 'choose-channel', channel: 'sms' });
    rig.screen('anti-robot');
  });
});

describe('a page without a challenge', () => {
  it.each(['login', 'define-password'] as const)('gets nowhere at %s', async (step) => {
    const rig = await openRig();
    if (step === 'login') {
      await rig.act({ type: 'begin' });
      await rig.act({ type: 'open', entry: 'login' });
      await rig.act({ type: 'login', identifier: both.number, password: GOOD, answer: null });
    } else {
      await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
      await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer: null });
    }
    expect(rig.screen(step).problem).toEqual({ kind: 'challenge-missed' });
  });
});

/** First connection to the member space, as the page goes. @returns how often the anti-robot was met */
async function firstConnection(rig: KioskRig, channel: SentChannel): Promise<number> {
  let met = 0;
  const answer = async () => ((met += 1), rig.rightAnswer());
  await openPad(rig);
  await name(rig, both.number);
  if ((await rig.act({ type: 'choose-channel', channel })).screen.id === 'anti-robot')
    await rig.act({ type: 'answer-challenge', answer: await answer() });
  const { text } = await (channel === 'email' ? rig.mail : rig.sms).next();
  await rig.act({ type: 'enter-code', code: codeIn(text) });
  const { isPassed } = rig.screen('define-password');
  const given = { password: GOOD, confirmation: GOOD, answer: isPassed ? null : await answer() };
  await rig.act({ type: 'define-password', ...given });
  await rig.act({ type: 'continue' });
  const robot = rig.screen('login').isPassed ? null : await answer();
  await rig.act({ type: 'login', identifier: both.number, password: GOOD, answer: robot });
  return met;
}
