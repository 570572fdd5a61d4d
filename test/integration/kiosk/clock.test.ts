import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD, later, logIn, OTHER, wrongCode } from './actions.ts';
import { DAY, HOUR, MINUTE } from '../../../src-shared/time/units.ts';

const { both, neither } = DEMO_CAST;

/** Somebody sets the machine's clock back a day, while the kiosk runs or while it is off. */
const SET_BACK: readonly (readonly [string, (rig: KioskRig) => Promise<void>])[] = [
  [
    'while the kiosk runs',
    (rig) => {
      rig.time.setWallBy(-DAY);
      return Promise.resolve();
    },
  ],
  [
    'across a restart',
    async (rig) => {
      await rig.stop();
      rig.time.setWallBy(-DAY);
      await rig.start();
    },
  ],
];

describe.each(SET_BACK)('a clock set back a day %s', (_when, setBack) => {
  it('does not shorten the delay after failed logins; the moment told is one of the clock on the wall', async () => {
    const rig = await KioskRig.open();
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    await setBack(rig);
    await logIn(rig, both.number, OTHER);
    const { problem } = rig.screen('login');
    expect(problem).toEqual({ kind: 'delayed', until: rig.time.wall() + MINUTE });
    await later(rig, MINUTE - 1);
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem, 'neither shorter').toEqual(problem);
    await later(rig, 1);
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem, 'nor longer').toEqual({
      kind: 'delayed',
      until: rig.time.wall() + 2 * MINUTE,
    });
  });

  it('gives back no try of a code and no send', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    for (let i = 0; i < 5; i += 1) await rig.act({ type: 'enter-code', code: wrongCode(code) });
    const { problem } = rig.screen('choose-channel');
    expect(problem).toEqual({ kind: 'tries-exhausted', until: rig.time.wall() + DAY });
    await setBack(rig);
    if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').problem).toEqual({
      kind: 'tries-exhausted',
      until: rig.time.wall() + DAY,
    });
    expect(rig.screen('choose-channel').offers[0]?.nextAt).not.toBeNull();
  });

  it('does not let a letter be asked for again', async () => {
    const rig = await KioskRig.open();
    await rig.identify(neither.number);
    await rig.choose('letter');
    await later(rig, HOUR);
    await setBack(rig);
    await rig.identify(neither.number);
    await rig.choose('letter');
    expect(rig.screen('choose-channel').problem).toEqual({
      kind: 'not-now',
      until: rig.time.wall() + 23 * HOUR,
    });
  });
});

describe('a clock set back a day', () => {
  it('gives a code no longer life, and a visit neither', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    rig.alive(true);
    await rig.time.advance(4 * MINUTE);
    rig.time.setWallBy(-DAY);
    expect((await rig.act({ type: 'show' })).screen).toMatchObject({ expiresIn: 6 * MINUTE });
    for (const minutes of [4, 2]) {
      rig.alive(true);
      await rig.time.advance(minutes * MINUTE);
    }
    await rig.act({ type: 'enter-code', code });
    expect(rig.screen('enter-code').problem).toEqual({ kind: 'expired' });
    await rig.time.advance(330_000);
    rig.screen('attract');
  });

  it('sends what waits for its retry no later', async () => {
    const rig = await KioskRig.open();
    await rig.mailDown();
    await rig.identify(both.number);
    await rig.choose('email');
    await rig.until(() => rig.logged.some((line) => line.includes('delivery-postponed')));
    rig.time.setWallBy(-DAY);
    await rig.mailUp();
    await rig.time.advance(3000);
    expect((await rig.mail.next()).to).toBe(both.email);
  });

  it('and forward again leaves everything as if nobody had touched it', async () => {
    const rig = await KioskRig.open();
    await rig.setPassword(both.number, GOOD);
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    const { problem } = rig.screen('login');
    rig.time.setWallBy(-DAY);
    await later(rig, 30_000);
    rig.time.setWallBy(DAY);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual(problem);
    await later(rig, 30_000);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });
});

// What nobody can tell from a machine that was off for a day: documented in `SteadyClock`.
describe('a clock set forward a day', () => {
  it('ends the limits of a day and lets codes expire', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    rig.time.setWallBy(DAY);
    await rig.act({ type: 'enter-code', code });
    expect(rig.screen('enter-code').problem).toEqual({ kind: 'expired' });
    await rig.act({ type: 'leave' });
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem?.kind).toBe('delayed');
    rig.time.setWallBy(DAY);
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });

  it('and back again does not bring them back twice: time goes on from the latest moment seen', async () => {
    const rig = await KioskRig.open();
    rig.time.setWallBy(DAY);
    for (let failure = 0; failure < 5; failure += 1) await logIn(rig, both.number, OTHER);
    rig.time.setWallBy(-DAY);
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: rig.time.wall() + MINUTE });
    await rig.stop();
    await rig.start();
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: rig.time.wall() + MINUTE });
  });
});
