import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { codeIn } from '../../../support/fakes/mailbox.ts';
import { ChildDied, ChildKiosk } from './child-kiosk.ts';
import type { Death } from './child-messages.ts';
import { GOOD, logIn, OTHER, wrongCode } from '../actions.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const { both, neither } = DEMO_CAST;

/** The first retry of a message comes within this. */
const FIRST_RETRY = 3000;

/** A rig whose kiosk runs in a process that can be killed. */
async function openInProcess(dieAt?: Death): Promise<{ rig: KioskRig; child: () => ChildKiosk }> {
  const rig = await KioskRig.open({}, { start: false });
  let child: ChildKiosk | undefined;
  await rig.startWith((config) => {
    child = new ChildKiosk({ config, wall: rig.time.wall(), ...(dieAt !== undefined && { dieAt }) });
    return child;
  });
  return {
    rig,
    child: () => {
      if (!child) throw new Error('not started');
      return child;
    },
  };
}

/** The process is dead or dies; the kiosk starts again on what is in the folder. */
async function restart({ rig, child }: Awaited<ReturnType<typeof openInProcess>>): Promise<KioskRig> {
  await child().kill();
  await rig.start();
  return rig;
}

describe('a kiosk that is killed', () => {
  it('after a code was sent: the code is counted as sent, and the next one serves', async () => {
    const run = await openInProcess();
    const first = await run.rig.receiveCode(both.number);
    const rig = await restart(run);
    expect(rig.screen('attract')).toBeTruthy();
    await rig.identify(both.number);
    const until = rig.time.now() + MINUTE;
    expect(rig.screen('choose-channel').offers[0]).toMatchObject({ channel: 'email', nextAt: until });
    await rig.time.advance(MINUTE);
    await rig.choose('email');
    const second = codeIn((await rig.mail.next()).text);
    await rig.act({ type: 'enter-code', code: first });
    expect(rig.screen('enter-code').problem?.kind).toBe('superseded');
    await rig.act({ type: 'enter-code', code: second });
    rig.screen('define-password');
  });

  it('with wrong codes typed: no try is given back', async () => {
    const run = await openInProcess();
    const code = await run.rig.receiveCode(both.number);
    for (let i = 0; i < 3; i += 1) await run.rig.act({ type: 'enter-code', code: wrongCode(code) });
    const rig = await restart(run);
    await rig.receiveCode(both.number, 'sms');
    expect(rig.screen('enter-code').triesLeft).toBe(2);
  });

  it('when a right code has just been taken: it opens nothing a second time', async () => {
    const run = await openInProcess('audit code-right');
    const code = await run.rig.receiveCode(both.number);
    await expect(run.rig.act({ type: 'enter-code', code })).rejects.toBeInstanceOf(ChildDied);
    const rig = await restart(run);
    await rig.receiveCode(both.number, 'sms');
    expect(rig.screen('enter-code').triesLeft, 'the try counts').toBe(4);
    await rig.act({ type: 'enter-code', code });
    expect(rig.screen('enter-code')).toMatchObject({ problem: { kind: 'superseded' }, triesLeft: 3 });
  });

  it.each(['hash', 'audit password-set'] as const)(
    'in the middle of define-password (%s): nothing is half done',
    async (dieAt) => {
      const run = await openInProcess(dieAt);
      const code = await run.rig.receiveCode(both.number);
      await run.rig.act({ type: 'enter-code', code });
      const answer = await run.rig.rightAnswer();
      const defined = run.rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
      await expect(defined).rejects.toBeInstanceOf(ChildDied);
      const rig = await restart(run);
      const rows = (table: string): unknown =>
        rig.onJournal((journal) => journal.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
      expect(rows('credential')).toBe(0);
      expect(rows("outbox WHERE kind = 'password-set'"), 'no notice').toBe(0);
      expect(rows('hub_event'), 'no event').toBe(0);
      await logIn(rig, both.number, GOOD);
      expect(rig.screen('login').problem?.kind).toBe('wrong');
      await rig.act({ type: 'leave' });
      await rig.time.advance(MINUTE);
      await rig.setPassword(both.number, OTHER);
      await logIn(rig, both.number, OTHER);
      rig.screen('space-home');
    },
  );

  it('after password-done: the password works, head office is told, the notices go out', async () => {
    const run = await openInProcess();
    await run.rig.mailDown();
    const code = await run.rig.receiveCode(both.number, 'sms');
    await run.rig.act({ type: 'enter-code', code });
    const answer = await run.rig.rightAnswer();
    await run.rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
    run.rig.screen('password-done');
    await run.child().kill();
    await run.rig.mailUp();
    const rig = await restart(run);
    await rig.time.advance(FIRST_RETRY);
    expect(await rig.mail.next()).toMatchObject({ to: both.email });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    const events = rig.onJournal((journal) => journal.prepare('SELECT kind, state FROM hub_event').all());
    expect(events).toEqual([{ kind: 'password-set', state: 'waiting' }]);
  });

  it('with a code still waiting for the mail server: it goes out after the restart, within its life', async () => {
    const run = await openInProcess();
    await run.rig.mailDown();
    await run.rig.identify(both.number);
    await run.rig.choose('email');
    expect(run.rig.screen('enter-code').delivery).toBe('trying');
    await run.child().kill();
    await run.rig.mailUp();
    const rig = await restart(run);
    await rig.time.advance(FIRST_RETRY);
    const mail = await rig.mail.next();
    expect(mail.to).toBe(both.email);
    codeIn(mail.text);
  });

  it('with a code waiting for longer than it lives: it never goes out', async () => {
    const run = await openInProcess();
    await run.rig.mailDown();
    await run.rig.identify(both.number);
    await run.rig.choose('email');
    await run.child().kill();
    run.rig.time.setWallBy(11 * MINUTE);
    await run.rig.mailUp();
    const rig = await restart(run);
    await rig.setPassword(both.number, GOOD);
    await rig.mail.next(({ subject }) => /mot de passe/iu.test(subject));
    expect(rig.mail.all, 'the second code and the notice, not the first code').toHaveLength(2);
  });

  it('after a letter was asked for: it is counted and waits for head office', async () => {
    const run = await openInProcess();
    await run.rig.identify(neither.number);
    await run.rig.choose('letter');
    run.rig.screen('letter-requested');
    const rig = await restart(run);
    await rig.identify(neither.number);
    await rig.choose('letter');
    expect(rig.screen('choose-channel').problem).toEqual({ kind: 'not-now', until: rig.time.now() + DAY });
    const waiting = rig.onJournal((journal) =>
      journal.prepare("SELECT count(*) FROM hub_event WHERE kind = 'letter-requested'").pluck().get(),
    );
    expect(waiting).toBe(1);
  });

  it('while a letter is being recorded: it is neither counted nor sent', async () => {
    const run = await openInProcess('audit letter-requested');
    await run.rig.identify(neither.number);
    const asked = run.rig.choose('letter');
    await expect(asked).rejects.toBeInstanceOf(ChildDied);
    const rig = await restart(run);
    await rig.identify(neither.number);
    expect(rig.screen('choose-channel').offers).toEqual([{ channel: 'letter', masked: null, nextAt: null }]);
  });

  it('while passwords are compared: each try was counted before', async () => {
    const run = await openInProcess('verify');
    for (let round = 0; round < 2; round += 1) {
      if (round > 0) {
        await run.rig.startWith(
          (config) => new ChildKiosk({ config, wall: run.rig.time.wall(), dieAt: 'verify' }),
        );
      }
      await expect(logIn(run.rig, both.number, OTHER)).rejects.toBeInstanceOf(ChildDied);
    }
    const rig = await restart(run);
    for (let failure = 3; failure <= 4; failure += 1) {
      await logIn(rig, both.number, OTHER);
      expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    }
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: rig.time.now() + MINUTE });
  });
});
