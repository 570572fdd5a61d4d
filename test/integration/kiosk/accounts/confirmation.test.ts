import { describe, expect, it } from 'vitest';
import type { ActivateBody } from '../../../../src-shared/hub-api/accounts.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { until, type Pair } from '../../head-office/actions.ts';
import { atPending, audited, EMAIL, SHOWN } from './actions.ts';
import { MINUTE, SECOND } from '../../../../src-shared/time/units.ts';

const { emailOnly } = DEMO_CAST;

const asked = (office: FakeHeadOffice, path: 'status' | 'resend' | 'email' | 'confirm'): number =>
  office.asked.filter((one) => one.path === path).length;

const lastCode = (office: FakeHeadOffice): string => office.accounts.mails.at(-1)?.code ?? '';

/** A code that is not the one that was sent. */
const wrongCode = (office: FakeHeadOffice): string =>
  String((Number(lastCode(office)) + 1) % 1_000_000).padStart(6, '0');

/** Moves on to the next look at how things stand, and waits until it is over. */
async function nextLook({ office, rig }: Pair): Promise<void> {
  const before = asked(office, 'status');
  await rig.time.advance(3 * SECOND);
  // The next one is set, or the screen has changed, when the answer has been looked at.
  const isOver = (): boolean => rig.time.isDueIn(3 * SECOND) || rig.view.screen.id !== 'activated-pending';
  await until(() => asked(office, 'status') > before && isOver());
}

describe('an account that waits for its confirmation', () => {
  it('shows what head office knows of the mail, and counts down', async () => {
    const { rig } = await atPending();
    expect(rig.view.progress).toEqual({ step: 8, of: 8 });
    expect(rig.screen('activated-pending')).toEqual({
      ...{ id: 'activated-pending', email: EMAIL, sender: 'no-reply@mutuelle-servicesplus.fr', mail: 'sent' },
      ...{ linkFor: 48 * 60 * MINUTE, codeFor: 10 * MINUTE, triesLeft: 5, resendIn: MINUTE, problem: null },
    });
    await rig.time.advance(2 * SECOND);
    await rig.act({ type: 'show' });
    expect(rig.screen('activated-pending')).toMatchObject({ codeFor: 598 * SECOND, resendIn: 58 * SECOND });
  });

  it('is confirmed by the code; then one logs in with the address already there', async () => {
    const { office, rig } = await atPending();
    for (const code of ['', '12345', 'abcdef', '💌']) {
      await rig.act({ type: 'confirm-account', code });
      expect(rig.screen('activated-pending').problem).toEqual({ kind: 'malformed' });
    }
    await rig.act({ type: 'confirm-account', code: wrongCode(office) });
    expect(rig.screen('activated-pending')).toMatchObject({ triesLeft: 4, problem: { kind: 'wrong' } });
    const code = lastCode(office);
    await rig.act({ type: 'confirm-account', code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(rig.screen('login')).toMatchObject({ identifier: EMAIL, chosen: 'account', isPassed: true });
    expect(asked(office, 'confirm')).toBe(2);
    expect(audited(rig)).toMatchObject({ 'account-activated': 1, 'account-confirmed': 1 });
    expect(JSON.stringify(rig.logged)).not.toContain(code);
  });

  it('has five tries, then the link alone; an ended code says so', async () => {
    const { office, rig } = await atPending();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await rig.act({ type: 'confirm-account', code: wrongCode(office) });
      expect(rig.screen('activated-pending').triesLeft).toBe(triesLeft);
    }
    await rig.act({ type: 'confirm-account', code: lastCode(office) });
    expect(rig.screen('activated-pending')).toMatchObject({ codeFor: 0, problem: { kind: 'expired' } });
    expect(rig.screen('activated-pending').linkFor).toBeGreaterThan(0);
  });

  it('shows by itself that the code has ended', async () => {
    const { rig } = await atPending();
    for (let minute = 0; minute < 10; minute += 1) {
      await rig.time.advance(MINUTE);
      rig.alive(true);
    }
    const last = rig.pushed.findLast(({ screen }) => screen.id === 'activated-pending');
    expect(last?.screen).toMatchObject({ codeFor: 0 });
  });

  it('gives another mail after its wait, and says so when it is too early', async () => {
    const { office, rig } = await atPending();
    await rig.act({ type: 'resend' });
    expect(rig.screen('activated-pending').problem).toEqual({ kind: 'resend-too-early' });
    expect(asked(office, 'resend')).toBe(0);
    await rig.time.advance(MINUTE);
    await rig.act({ type: 'resend' });
    expect(rig.screen('activated-pending')).toMatchObject({
      resendIn: 2 * MINUTE,
      codeFor: 10 * MINUTE,
      problem: null,
    });
    expect(office.accounts.mails).toHaveLength(2);
    office.accounts.instead.set('resend', () => ({
      ...{ result: 'pending', mail: 'sent', linkFor: MINUTE, codeFor: MINUTE, triesLeft: 5, resendIn: null },
    }));
    await rig.time.advance(2 * MINUTE);
    await rig.act({ type: 'resend' });
    await rig.act({ type: 'resend' });
    expect(rig.screen('activated-pending')).toMatchObject({
      resendIn: null,
      problem: { kind: 'resend-too-early' },
    });
    expect(asked(office, 'resend')).toBe(2);
  });

  it('changes its address: typed twice, of nobody else', async () => {
    const { office, rig } = await atPending();
    const { accounts } = office;
    const taken = 'noel@exemple.fr';
    accounts.confirmed.set(taken, { subject: emailOnly.number, request: {} as ActivateBody });
    const tries = [
      ['zoe@', 'zoe@', { kind: 'field', field: 'email', issue: 'malformed' }],
      ['zoe@x.fr', 'zoe@y.fr', { kind: 'field', field: 'email-again', issue: 'differs' }],
      [taken, taken, { kind: 'email-taken' }],
    ] as const;
    for (const [email, emailAgain, problem] of tries) {
      await rig.act({ type: 'change-email', email, emailAgain });
      expect(rig.screen('activated-pending')).toMatchObject({ email: EMAIL, problem });
    }
    office.next('email', { kind: 'lost' });
    for (const problem of [{ kind: 'offline' }, null]) {
      await rig.act({ type: 'change-email', email: 'zoe@x.fr', emailAgain: 'ZOE@x.fr' });
      expect(rig.screen('activated-pending').problem).toEqual(problem);
    }
    expect(rig.screen('activated-pending').email).toBe('zoe@x.fr');
    expect(
      accounts.mails.map(({ to }) => to),
      'the lost answer made no second mail',
    ).toEqual([EMAIL, 'zoe@x.fr']);
    await rig.act({ type: 'confirm-account', code: lastCode(office) });
    expect(rig.screen('login').identifier).toBe('zoe@x.fr');
  });

  it('loses nothing with the line: each action says so, and works when it is back', async () => {
    const { office, rig } = await atPending();
    await rig.time.advance(MINUTE);
    const code = lastCode(office);
    const actions = [
      { type: 'resend' },
      { type: 'change-email', email: EMAIL, emailAgain: EMAIL },
      { type: 'confirm-account', code },
    ] as const;
    await office.down();
    for (const action of actions) {
      await rig.act(action);
      expect(rig.screen('activated-pending')).toMatchObject({ mail: 'sent', problem: { kind: 'offline' } });
    }
    await office.up();
    office.next('confirm', { kind: 'lost' });
    await rig.act({ type: 'confirm-account', code });
    expect(rig.screen('activated-pending').problem).toEqual({ kind: 'offline' });
    await rig.act({ type: 'confirm-account', code });
    rig.screen('login');
    expect(audited(rig)).toMatchObject({ 'account-confirmed': 1 });
  });

  it('goes back to the beginning when head office no longer has it', async () => {
    const { office, rig } = await atPending();
    office.accounts.activations.clear();
    await rig.act({ type: 'confirm-account', code: '123456' });
    expect(rig.screen('activate').problem).toEqual({ kind: 'used' });
    await rig.act(SHOWN);
    expect(rig.screen('activate').problem).toEqual({ kind: 'used' });
  });

  it('forgives failed logins here by number and by address, and the former password counts no longer', async () => {
    const { office, rig } = await atPending();
    const key = rig.onJournal((journal) => {
      const [key] = journal
        .prepare<[], string>("SELECT member_key FROM audit WHERE event = 'account-activated'")
        .pluck()
        .all();
      journal.prepare('INSERT INTO login_failure (account_key, at) VALUES (?, ?)').run(key, rig.time.now());
      journal.prepare("INSERT INTO credential VALUES (?, 'phc', 1, 'event', 2)").run(key);
      return key;
    });
    expect(key).toMatch(/^[0-9a-f]{64}$/u);
    await rig.act({ type: 'confirm-account', code: lastCode(office) });
    rig.screen('login');
    const left = rig.onJournal((journal) => [
      journal.prepare('SELECT count(*) FROM login_failure').pluck().get(),
      journal.prepare('SELECT count(*) FROM credential').pluck().get(),
    ]);
    expect(left).toEqual([0, 0]);
  });
});

describe('while the mail is waited for, the kiosk looks how things stand', () => {
  it('every three seconds, and pushes a view only when there is something new', async () => {
    const pair = await atPending();
    const { office, rig } = pair;
    const { serial } = rig.view;
    for (let look = 1; look <= 5; look += 1) {
      await nextLook(pair);
      expect(asked(office, 'status')).toBe(look);
    }
    expect(rig.view.serial, 'a touch on the view that is shown still counts').toBe(serial);
    office.accounts.mail = 'refused';
    await nextLook(pair);
    expect(rig.screen('activated-pending').mail).toBe('refused');
    expect(rig.view.serial).toBe(serial + 1);
  });

  it('and goes on by itself when the link was used on a phone', async () => {
    const pair = await atPending();
    pair.office.accounts.confirmByLink(EMAIL);
    await nextLook(pair);
    expect(pair.rig.screen('account-active').identifier).toBe(EMAIL);
    expect(audited(pair.rig)).toMatchObject({ 'account-confirmed': 1 });
    const looks = asked(pair.office, 'status');
    await pair.rig.time.advance(MINUTE);
    expect(asked(pair.office, 'status'), 'and then no more').toBe(looks);
  });

  it('says that it is not known while head office cannot be asked, and what it is when it can', async () => {
    const pair = await atPending();
    const { office, rig } = pair;
    office.accounts.mail = 'waiting';
    await nextLook(pair);
    expect(rig.screen('activated-pending').mail).toBe('waiting');
    office.next('status', { kind: 'cut' });
    await nextLook(pair);
    expect(rig.screen('activated-pending')).toMatchObject({ mail: 'unknown', problem: null });
    await rig.act({ type: 'confirm-account', code: '1' });
    office.accounts.mail = 'sent';
    await nextLook(pair);
    expect(rig.screen('activated-pending')).toMatchObject({ mail: 'sent', problem: { kind: 'malformed' } });
  });

  it('is no touch: the warning comes after five minutes, and the end after it', async () => {
    const pair = await atPending();
    const { office, rig } = pair;
    const end = rig.time.now() + 5 * MINUTE;
    while (rig.time.now() < end - 3 * SECOND) await nextLook(pair);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(3 * SECOND);
    expect(rig.view.idle).not.toBeNull();
    await rig.time.advance(30 * SECOND);
    rig.screen('attract');
    const looks = asked(office, 'status');
    await rig.time.advance(MINUTE);
    expect(asked(office, 'status')).toBe(looks);
  });

  it('holds up no action, and what it would lead to goes with its step', async () => {
    const { office, rig } = await atPending();
    office.always('status', { kind: 'silence' });
    await rig.time.advance(3 * SECOND);
    await until(() => asked(office, 'status') === 1);
    await rig.act({ type: 'open', entry: 'help' });
    rig.screen('help');
    await rig.act({ type: 'back' });
    await rig.act({ type: 'confirm-account', code: lastCode(office) });
    rig.screen('login');
    // Now the silent answer is given up.
    await rig.time.advance(6 * SECOND);
    rig.screen('login');
    expect(asked(office, 'status')).toBe(1);
    expect(audited(rig)).toMatchObject({ 'account-confirmed': 1 });
  });

  it('of a visit that is over has no effect on the next one, nor after the end of the kiosk', async () => {
    const { office, rig } = await atPending();
    office.always('status', { kind: 'silence' });
    await rig.time.advance(3 * SECOND);
    await until(() => asked(office, 'status') === 1);
    await rig.act({ type: 'leave' });
    await rig.act({ type: 'begin' });
    const { serial } = rig.view;
    await rig.time.advance(6 * SECOND);
    await rig.act({ type: 'show' });
    expect(rig.view).toMatchObject({ serial, screen: { id: 'menu' } });
    await rig.stop();
    expect(rig.logged.filter((line) => line.includes('"error"'))).toEqual([]);
  });
});
