import { describe, expect, it } from 'vitest';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { Trouble } from '../../../support/fakes/fake-head-office.ts';
import { GOOD, logIn, OTHER } from '../actions.ts';
import type { Pair } from '../../head-office/actions.ts';
import {
  attempts,
  EMAIL,
  lastCode,
  openCode,
  openIdentify,
  openRecoveryPair,
  UNKNOWN,
  waitAt,
} from './actions.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const points = (rig: KioskRig): unknown =>
  rig.onJournal((journal) =>
    journal
      .prepare("SELECT coalesce(sum(points), 0) FROM rate_limit WHERE key LIKE 'account-code%'")
      .pluck()
      .get(),
  );

async function define(rig: KioskRig, password: string): Promise<void> {
  const answer = await rig.rightAnswer();
  await rig.act({ type: 'define-password', password, confirmation: password, answer });
}

describe('the line is lost', () => {
  it('before a code is asked for: nothing is counted, and it leads on when head office is back', async () => {
    const { office, rig } = await openRecoveryPair();
    await openIdentify(rig);
    await office.down();
    for (let round = 0; round < 3; round += 1) {
      await rig.act({ type: 'identify-email', email: EMAIL });
      expect(rig.screen('identify').problem).toEqual({ kind: 'offline' });
    }
    expect(points(rig)).toBe(0);
    await office.up();
    await rig.act({ type: 'identify-email', email: EMAIL });
    rig.screen('account-code');
    expect(office.recoveries.mails).toHaveLength(1);
    expect(points(rig)).toBe(1);
  });

  it('after it was asked for: the same address again is the same attempt, one mail goes; another address is not', async () => {
    const { office, rig } = await openRecoveryPair();
    await openIdentify(rig);
    office.next('recovery', { kind: 'lost' });
    await rig.act({ type: 'identify-email', email: EMAIL });
    expect(rig.screen('identify').problem).toEqual({ kind: 'offline' });
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'back' });
    await rig.act({ type: 'identify-email', email: EMAIL.toUpperCase() });
    expect(rig.screen('account-code')).toMatchObject({ triesLeft: 5, resendIn: MINUTE });
    expect(new Set(attempts(office)).size).toBe(1);
    expect(office.recoveries.mails).toHaveLength(1);
    await openIdentify(rig);
    office.next('recovery', { kind: 'cut' });
    await rig.act({ type: 'identify-email', email: 'first@exemple.fr' });
    await rig.act({ type: 'identify-email', email: UNKNOWN });
    expect(new Set(attempts(office)).size).toBe(3);
  });

  it('at the code, before or after it was seen: the same code leads on, nothing was counted twice', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    const troubles: readonly Trouble[] = [
      { kind: 'cut' },
      { kind: 'refuse', error: 'unavailable' },
      { kind: 'foreign', status: 200, body: '<html></html>' },
      { kind: 'lost' },
    ];
    for (const trouble of troubles) {
      office.next('recovery-check', trouble);
      await rig.act({ type: 'enter-code', code: lastCode(office) });
      expect(rig.screen('account-code')).toMatchObject({ problem: { kind: 'offline' }, triesLeft: 5 });
    }
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
  });

  it('at the password, before or after it was taken: it can be sent again, also another one', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    for (const trouble of ['cut', 'lost'] as const) {
      office.next('recovery-password', { kind: trouble });
      await define(rig, GOOD);
      expect(rig.screen('define-password').problem).toEqual({ kind: 'offline' });
    }
    await define(rig, OTHER);
    rig.screen('password-done');
    await logIn(rig, EMAIL, OTHER);
    rig.screen('space-home');
  });

  it('at a resend that head office has taken: the new code is good at once, and no further mail goes', async () => {
    const { office, rig } = await atResend();
    office.next('recovery', { kind: 'lost' });
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code').problem).toEqual({ kind: 'offline' });
    expect(office.recoveries.mails).toHaveLength(2);
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
    expect(office.recoveries.mails).toHaveLength(2);
  });

  it('at a resend that head office has taken: asking again is the same attempt', async () => {
    const { office, rig } = await atResend();
    office.next('recovery', { kind: 'lost' });
    await rig.act({ type: 'resend' });
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code')).toMatchObject({ problem: null, resendIn: 2 * MINUTE });
    expect(office.recoveries.mails).toHaveLength(2);
    const [, second, third] = attempts(office);
    expect(third).toBe(second);
  });

  it('at a resend that never came there: the code before is still good', async () => {
    const { office, rig } = await atResend();
    office.next('recovery', { kind: 'cut' });
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code').problem).toEqual({ kind: 'offline' });
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
    expect(office.recoveries.mails).toHaveLength(1);
  });

  it('at a resend that head office has taken, and a wrong code: the time is that of the new one', async () => {
    const { office, rig } = await atResend();
    await waitAt(rig, 2 * MINUTE);
    office.next('recovery', { kind: 'lost' });
    await rig.act({ type: 'resend' });
    const wrong = lastCode(office) === '123456' ? '123457' : '123456';
    await rig.act({ type: 'enter-code', code: wrong });
    expect(rig.screen('account-code')).toMatchObject({
      problem: { kind: 'wrong' },
      triesLeft: 4,
      expiresIn: 10 * MINUTE,
    });
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
  });

  it('for a whole visit: nothing of it is left for the next one', async () => {
    const { office, rig } = await openRecoveryPair();
    await openIdentify(rig);
    office.next('recovery', { kind: 'lost' });
    await rig.act({ type: 'identify-email', email: EMAIL });
    await openIdentify(rig);
    expect(rig.screen('identify').problem).toBeNull();
    await rig.act({ type: 'identify-email', email: EMAIL });
    expect(rig.screen('identify').problem?.kind, 'as after any code that was asked for').toBe('email-paused');
    expect(new Set(attempts(office)).size).toBe(2);
  });
});

/** At `account-code`, when another code may be asked for. */
async function atResend(): Promise<Pair> {
  const pair = await openRecoveryPair();
  await openCode(pair.rig);
  await waitAt(pair.rig, MINUTE);
  return pair;
}
