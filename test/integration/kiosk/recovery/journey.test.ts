import type { Database } from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { GOOD, logIn, wrongCode } from '../actions.ts';
import { membersKnown } from '../../head-office/actions.ts';
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
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

/** All rows of all tables. */
function everything(journal: Database): unknown[] {
  const tables = journal
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[];
  return tables.map((table) => journal.prepare(`SELECT * FROM "${table}"`).all());
}

describe('a forgotten password of an account whose identifier is an e-mail address', () => {
  it('leads from the address to a password that works', async () => {
    const { office, rig } = await openRecoveryPair();
    await openIdentify(rig);
    expect(rig.screen('identify').byEmail).toBe(true);
    expect(rig.view.progress).toEqual({ step: 1, of: 5 });
    await rig.act({ type: 'identify-email', email: ' Zoe.Martin@EXEMPLE.fr ' });
    expect(rig.screen('account-code')).toEqual({
      id: 'account-code',
      email: EMAIL,
      sender: 'no-reply@mutuelle-servicesplus.fr',
      expiresIn: 10 * MINUTE,
      triesLeft: 5,
      resendIn: MINUTE,
      problem: null,
    });
    expect(rig.view.progress).toEqual({ step: 3, of: 5 });
    const code = lastCode(office);
    await rig.act({ type: 'enter-code', code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(rig.view.progress).toEqual({ step: 4, of: 5 });
    const answer = await rig.readText();
    await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
    expect(rig.screen('password-done').headOffice).toBe('accepted');
    await rig.act({ type: 'continue' });
    expect(rig.screen('login').identifier).toBe(EMAIL);
    await rig.act({ type: 'login', identifier: EMAIL, password: GOOD, answer: await rig.rightAnswer() });
    expect(rig.screen('space-home')).toMatchObject({ givenName: 'Zoé', familyName: 'Martin' });
    expect(rig.syncState().eventsWaiting, 'nothing is left to be told').toBe(0);
    const kept = JSON.stringify([rig.logged, rig.onJournal(everything)]);
    expect(kept).toContain('account-code-right');
    expect(kept).not.toContain('exemple.fr');
    expect(kept).not.toContain(code);
  });

  it('is refused when the password is made of what head office says of its holder', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    const password = 'Martin-Ocre-57';
    await rig.act({
      type: 'define-password',
      password,
      confirmation: password,
      answer: await rig.rightAnswer(),
    });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'refused', broken: ['personal'] });
  });

  it('looks the same for an address that nobody has, or that is not confirmed', async () => {
    const { office, rig } = await openRecoveryPair();
    const code = '123456';
    const seen = new Set<string>();
    for (const email of [EMAIL, UNKNOWN, 'waits@exemple.fr']) {
      const views: unknown[] = [];
      const look = (): unknown =>
        views.push({ ...rig.view, serial: 0, screen: { ...rig.view.screen, email: '' } });
      const start = rig.time.now();
      await openCode(rig, email);
      look();
      const wrong = office.recoveries.mails.at(-1)?.code === code ? wrongCode(code) : code;
      for (let round = 0; round < 6; round += 1) {
        await rig.act({ type: 'enter-code', code: wrong });
        look();
      }
      await waitAt(rig, MINUTE);
      await rig.act({ type: 'resend' });
      look();
      await openIdentify(rig);
      await rig.act({ type: 'identify-email', email });
      look();
      seen.add(
        JSON.stringify(views).replaceAll(/"until":(\d+)/gu, (_, until) => `"until":${Number(until) - start}`),
      );
    }
    expect(seen.size).toBe(1);
    const [all = ''] = seen;
    for (const kind of ['wrong', 'locked', 'email-paused']) expect(all).toContain(`"kind":"${kind}"`);
    expect(office.recoveries.mails.map(({ to }) => to)).toEqual([EMAIL]);
  });

  it('does not begin with what is no address; head office is not asked', async () => {
    const { office, rig } = await openRecoveryPair();
    await openIdentify(rig);
    for (const email of [
      '',
      '@',
      'zoe',
      'zoe@exemple',
      'zoé@exemple.fr',
      'a b@exemple.fr',
      "' OR 1=1 --",
      '💌@x.fr',
    ]) {
      await rig.act({ type: 'identify-email', email });
      expect(rig.screen('identify').problem, email).toEqual({ kind: 'email-malformed' });
    }
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'back' });
    expect(rig.screen('identify').problem).toBeNull();
    expect(attempts(office)).toEqual([]);
  });

  it('is not to be had for a letter, nor where there is no head office, nor from other screens', async () => {
    const { office, rig } = await openRecoveryPair();
    await rig.act({ type: 'begin' });
    await rig.act({ type: 'identify-email', email: EMAIL });
    rig.screen('menu');
    await rig.act({ type: 'open', entry: 'letter' });
    expect(rig.screen('identify').byEmail).toBe(false);
    await rig.act({ type: 'identify-email', email: EMAIL });
    expect(rig.screen('identify')).toMatchObject({ purpose: 'letter', problem: null });
    expect(attempts(office)).toEqual([]);
    const alone = await KioskRig.open();
    await openIdentify(alone);
    expect(alone.screen('identify').byEmail).toBe(false);
    await alone.act({ type: 'identify-email', email: EMAIL });
    expect(alone.screen('identify').problem).toBeNull();
  });

  it('goes back to the number; the same address leads to the code that is under way, another one to its own', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    await rig.act({ type: 'enter-code', code: wrongCode(lastCode(office)) });
    await rig.act({ type: 'back' });
    expect(rig.screen('identify')).toMatchObject({ purpose: 'password', problem: null });
    await rig.act({ type: 'identify-email', email: EMAIL });
    expect(rig.screen('account-code')).toMatchObject({ email: EMAIL, triesLeft: 4, problem: null });
    expect(attempts(office)).toHaveLength(1);
    await rig.act({ type: 'back' });
    await rig.act({ type: 'identify-email', email: UNKNOWN });
    expect(rig.screen('account-code').email).toBe(UNKNOWN);
    await rig.act({ type: 'back' });
    await membersKnown(rig);
    await rig.identify(DEMO_CAST.both.number);
    rig.screen('choose-channel');
  });

  it('that is asked for again at once, in another visit, says when it can be', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    await openIdentify(rig);
    await rig.act({ type: 'identify-email', email: EMAIL });
    expect(rig.screen('identify').problem).toEqual({ kind: 'email-paused', until: rig.time.now() + MINUTE });
    expect(office.recoveries.mails).toHaveLength(1);
  });

  it('pauses the kiosk after many addresses in an hour, not the addresses', async () => {
    const { office, rig } = await openRecoveryPair();
    const start = rig.time.now();
    for (let n = 0; n < 60; n += 1) {
      await openIdentify(rig);
      await rig.act({ type: 'identify-email', email: `n${n}@exemple.fr` });
      rig.screen('account-code');
    }
    await openIdentify(rig);
    await rig.act({ type: 'identify-email', email: EMAIL });
    expect(rig.screen('identify').problem).toEqual({ kind: 'email-paused', until: start + HOUR });
    expect(attempts(office)).toHaveLength(60);
  });
});

describe('the code of the mail', () => {
  it('ends after ten minutes, which is said without a touch; another one works', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    const former = lastCode(office);
    await waitAt(rig, 10 * MINUTE);
    expect(rig.screen('account-code')).toMatchObject({
      problem: { kind: 'expired' },
      expiresIn: 0,
      resendIn: 0,
    });
    await rig.act({ type: 'enter-code', code: former });
    expect(rig.screen('account-code').problem).toEqual({ kind: 'expired' });
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code')).toMatchObject({
      problem: null,
      expiresIn: 10 * MINUTE,
      resendIn: 2 * MINUTE,
    });
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
  });

  it('what cannot be one is not tried', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５x', '💌']) {
      await rig.act({ type: 'enter-code', code });
      expect(rig.screen('account-code').problem, code).toEqual({ kind: 'malformed' });
    }
    expect(office.asked.some(({ path }) => path === 'recovery-check')).toBe(false);
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'back' });
    expect(rig.screen('account-code').problem).toBeNull();
  });

  it('is sent again after its wait, as another attempt; the one before is void', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    const former = lastCode(office);
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code').problem).toEqual({ kind: 'resend-too-early' });
    expect(attempts(office)).toHaveLength(1);
    await waitAt(rig, MINUTE);
    await rig.act({ type: 'resend' });
    expect(new Set(attempts(office)).size).toBe(2);
    if (former !== lastCode(office)) {
      await rig.act({ type: 'enter-code', code: former });
      expect(rig.screen('account-code')).toMatchObject({ problem: { kind: 'wrong' }, triesLeft: 4 });
    }
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
  });

  it('has five sends a day: then no further one is offered', async () => {
    const { office, rig } = await openRecoveryPair();
    office.recoveries.instead.set('recovery', () => ({
      result: 'posted',
      codeFor: 10 * MINUTE,
      triesLeft: 5,
      resendIn: null,
    }));
    await openCode(rig);
    expect(rig.screen('account-code').resendIn).toBeNull();
    const { serial } = rig.view;
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code').problem).toBeNull();
    expect(rig.view.serial).toBe(serial + 1);
    expect(attempts(office)).toHaveLength(1);
  });

  it('that other kiosks have asked for too often meanwhile is not offered again, and the present one stays good', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    await waitAt(rig, MINUTE);
    office.recoveries.instead.set('recovery', () => ({ result: 'paused', waitMs: 3 * MINUTE }));
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code')).toMatchObject({
      problem: { kind: 'resend-too-early' },
      resendIn: 3 * MINUTE,
    });
    await waitAt(rig, 3 * MINUTE);
    office.recoveries.instead.set('recovery', () => ({ result: 'paused', waitMs: 20 * HOUR }));
    await rig.act({ type: 'resend' });
    expect(rig.screen('account-code')).toMatchObject({
      problem: { kind: 'resend-too-early' },
      resendIn: null,
    });
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    rig.screen('define-password');
  });

  it('whose proof has ended before the password was taken is told so, and another one leads on', async () => {
    const { office, rig } = await openRecoveryPair();
    await openCode(rig);
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    office.recoveries.instead.set('recovery-password', () => ({ result: 'ended' }));
    await waitAt(rig, MINUTE);
    await rig.act({
      type: 'define-password',
      password: GOOD,
      confirmation: GOOD,
      answer: await rig.rightAnswer(),
    });
    expect(rig.screen('account-code')).toMatchObject({
      problem: { kind: 'expired' },
      email: EMAIL,
      resendIn: 0,
    });
    office.recoveries.instead.clear();
    await rig.act({ type: 'resend' });
    await rig.act({ type: 'enter-code', code: lastCode(office) });
    await rig.act({
      type: 'define-password',
      password: GOOD,
      confirmation: GOOD,
      answer: await rig.rightAnswer(),
    });
    await logIn(rig, EMAIL, GOOD);
    rig.screen('space-home');
  });
});
