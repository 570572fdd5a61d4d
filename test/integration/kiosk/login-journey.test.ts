import argon2 from 'argon2';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD, later, logIn, openLogin, OTHER } from './actions.ts';
import { DAY, HOUR, MINUTE } from '../../../src-shared/time/units.ts';

const { both, emailOnly, neither } = DEMO_CAST;
const UNKNOWN = '99887766';

describe('a login', () => {
  it('that fails looks the same and hashes as much, whatever was wrong', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    const costOfOne = rig.onJournal((journal) =>
      journal
        .prepare<[], string>('SELECT phc FROM credential')
        .pluck()
        .get()
        ?.split('$')
        .slice(0, 4)
        .join('$'),
    );
    const hashing = vi.spyOn(argon2, 'verify');
    onTestFinished(() => hashing.mockRestore());
    const cases = {
      'wrong password': both.number,
      'account without password': neither.number,
      'unknown number': UNKNOWN,
      'not a number': 'zoe@exemple.invalid',
      'nothing typed': ' ',
    };
    const views = new Set<string>();
    for (const [name, identifier] of Object.entries(cases)) {
      await openLogin(rig);
      const answer = await rig.rightAnswer();
      hashing.mockClear();
      const { screen } = await rig.act({ type: 'login', identifier, password: OTHER, answer });
      views.add(JSON.stringify({ ...screen, identifier: null }));
      expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
      // One hash, of the cost of a password that is set: what else is done takes no time beside it.
      const costs = hashing.mock.calls.map(([phc]) => phc.split('$').slice(0, 4).join('$'));
      expect({ [name]: costs }).toEqual({ [name]: [costOfOne] });
    }
    expect(views.size).toBe(1);
  });

  it('costs the same when nothing was typed as the password, or a very long one', async () => {
    const rig = await KioskRig.open();
    for (const password of ['', 'x'.repeat(256), '\u0000', '😀'.repeat(64)]) {
      await logIn(rig, both.number, password);
      expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    }
  });

  it('takes the number as printed, with blanks', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    await logIn(rig, ' 00 123 456 ', GOOD);
    rig.screen('space-home');
  });

  it('takes the password in whatever form its accents came', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, 'Forêt-Bleutée-7'.normalize('NFC'));
    await logIn(rig, both.number, 'Forêt-Bleutée-7'.normalize('NFD'));
    rig.screen('space-home');
  });

  it('keeps the password out of the view, and does not look at it before the anti-robot is passed', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    await openLogin(rig);
    const answer = await rig.wrongAnswer();
    await rig.act({ type: 'login', identifier: both.number, password: GOOD, answer });
    expect(rig.screen('login').problem).toEqual({ kind: 'challenge-missed' });
    expect(JSON.stringify(rig.view)).not.toContain(GOOD);
  });
});

describe('failed logins', () => {
  it('bring delays that double from a minute to an hour; the exact moment is told each time', async () => {
    const rig = await KioskRig.open();
    for (let failure = 1; failure <= 4; failure += 1) await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await logIn(rig, both.number, OTHER);
      const until = rig.time.now() + minutes * MINUTE;
      expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until });
      await later(rig, minutes * MINUTE - 1);
      await logIn(rig, both.number, OTHER);
      expect(rig.screen('login').problem, 'a try too early is not counted').toEqual({
        kind: 'delayed',
        until,
      });
      await later(rig, 1);
    }
  });

  it('end at twenty-five in a day, until the first is a day old', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    const first = rig.time.now();
    let tries = 0;
    for (;;) {
      await logIn(rig, both.number, OTHER);
      tries += 1;
      const { problem } = rig.screen('login');
      if (problem?.kind !== 'delayed') continue;
      if (problem.until - rig.time.now() > HOUR) break;
      await later(rig, problem.until - rig.time.now());
    }
    expect(tries).toBe(25);
    expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: first + DAY });
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem, 'the right password too must wait').toMatchObject({
      kind: 'delayed',
    });
    await later(rig, first + DAY - rig.time.now());
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });

  it('delay an unknown identifier as a known one', async () => {
    const rig = await KioskRig.open();
    for (const identifier of [UNKNOWN, 'Personne@exemple.invalid']) {
      for (let failure = 0; failure < 5; failure += 1) await logIn(rig, identifier, OTHER);
      expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: rig.time.now() + MINUTE });
      await logIn(rig, ` ${identifier.toUpperCase()}`, OTHER);
      expect(rig.screen('login').problem, 'however it is written').toMatchObject({ kind: 'delayed' });
    }
  });

  it('are forgotten by a success and by a new password', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'leave' });
    for (let failure = 0; failure < 4; failure += 1) await logIn(rig, both.number, OTHER);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem?.kind).toBe('delayed');
    await later(rig, MINUTE);
    await rig.mail.next(); // Notice of the first password.
    await rig.setPassword(both.number, OTHER);
    await logIn(rig, both.number, OTHER);
    rig.screen('space-home');
  });

  it("leave a neighbour's account alone", async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, emailOnly.number, OTHER);
    expect(rig.screen('login').problem?.kind).toBe('delayed');
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });

  it('do not stand in the way of a new password: who holds the mailbox is not locked out', async () => {
    const rig = await KioskRig.open();
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    await rig.act({ type: 'leave' });
    await rig.setPassword(both.number, GOOD);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });

  it('sixty in an hour across accounts pause the logins of the kiosk, and say until when', async () => {
    const rig = await KioskRig.open();
    const start = rig.time.now();
    for (let failure = 0; failure < 60; failure += 1) await logIn(rig, String(70_000_000 + failure), OTHER);
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'kiosk-paused', until: start + HOUR });
    await rig.act({ type: 'leave' });
    await rig.identify(both.number);
    rig.screen('choose-channel');
    await later(rig, HOUR);
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });

  it('outlive a restart', async () => {
    const rig = await KioskRig.open();
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    const { problem } = rig.screen('login');
    await rig.stop();
    await rig.start();
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual(problem);
  });
});
