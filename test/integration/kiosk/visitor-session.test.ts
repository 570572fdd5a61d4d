import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD, logIn } from './actions.ts';
import { MINUTE, SECOND } from '../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;
const DEFAULTS = { language: 'fr', textSize: 'normal', highContrast: false, sound: true };
const CHOSEN = { textSize: 'largest', highContrast: true, sound: false } as const;

/** Opens a kiosk with a visitor at the menu. */
async function visited(): Promise<KioskRig> {
  const rig = await KioskRig.open();
  await rig.act({ type: 'begin' });
  return rig;
}

describe('a visitor who stands still', () => {
  it('is warned after 60 seconds and wiped 30 seconds later', async () => {
    const rig = await visited();
    await rig.time.advance(60 * SECOND - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle).toEqual({ cause: 'idle', answerIn: 30 * SECOND, total: 30 * SECOND });
    expect(rig.view.screen.id, 'the warning lies over the screen').toBe('menu');
    await rig.time.advance(30 * SECOND - 1);
    rig.screen('menu');
    await rig.time.advance(1);
    rig.screen('attract');
    expect(rig.wipes).toBe(1);
    expect(rig.pushed.map(({ screen, idle }) => [screen.id, idle !== null])).toEqual([
      ['menu', true],
      ['attract', false],
    ]);
  });

  it('has 5 minutes while a code is under way, and the same 30 seconds to answer', async () => {
    const rig = await KioskRig.open();
    await rig.receiveCode(both.number);
    await rig.time.advance(300 * SECOND - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle?.answerIn).toBe(30 * SECOND);
    await rig.time.advance(30 * SECOND);
    rig.screen('attract');
  });

  it('goes on by "stay", with another whole minute, as often as asked', async () => {
    const rig = await visited();
    for (let round = 0; round < 3; round += 1) {
      await rig.time.advance(80 * SECOND);
      expect(rig.view.idle?.total).toBe(30 * SECOND);
      await rig.act({ type: 'stay' });
      expect(rig.view.idle).toBeNull();
    }
    await rig.time.advance(59 * SECOND);
    expect(rig.view.idle).toBeNull();
    rig.screen('menu');
  });

  it('is told the seconds that are left, not those that there were', async () => {
    const rig = await visited();
    await rig.time.advance(70 * SECOND);
    expect((await rig.act({ type: 'show' })).idle).toEqual({
      cause: 'idle',
      answerIn: 20 * SECOND,
      total: 30 * SECOND,
    });
  });

  it('moves the warning by a touch, before it is shown and not after', async () => {
    const rig = await visited();
    await rig.time.advance(59 * SECOND);
    rig.alive(true);
    await rig.time.advance(59 * SECOND);
    expect(rig.view.idle).toBeNull();
    rig.alive(false);
    await rig.time.advance(SECOND);
    expect(rig.view.idle, 'a heartbeat alone is no touch').not.toBeNull();
    rig.alive(true);
    await rig.time.advance(30 * SECOND);
    rig.screen('attract');
  });

  it('is sent away 20 minutes after the first touch, however busy', async () => {
    const rig = await visited();
    for (let half = 0; half < 39; half += 1) {
      await rig.time.advance(30 * SECOND);
      rig.alive(true);
      if (half % 2 === 0) await rig.act({ type: 'open', entry: 'help' });
    }
    await rig.time.advance(30 * SECOND - 1);
    expect(rig.view.screen.id).toBe('help');
    await rig.time.advance(1);
    rig.screen('attract');
    expect(rig.wipes).toBe(1);
  });

  it('still has the time to answer when the machine slept through the warning', async () => {
    const rig = await visited();
    rig.time.setWallBy(10 * MINUTE);
    await rig.time.advance(MINUTE);
    expect(rig.view.idle?.answerIn).toBe(30 * SECOND);
    await rig.act({ type: 'stay' });
    rig.screen('menu');
  });

  it('has as long as the configuration says', async () => {
    const rig = await KioskRig.open({
      session: { warnAfterSeconds: 5, warnAfterWhileWaitingSeconds: 7, answerSeconds: 3, hardEndSeconds: 20 },
    });
    await rig.act({ type: 'begin' });
    await rig.time.advance(5 * SECOND);
    expect(rig.view.idle).toEqual({ cause: 'idle', answerIn: 3 * SECOND, total: 3 * SECOND });
    await rig.time.advance(3 * SECOND);
    rig.screen('attract');
  });

  it('is told a minute before its longest time, can be extended once, and is told again', async () => {
    const rig = await visited();
    /** Touches as somebody who is there. */
    const stayFor = async (minutes: number): Promise<void> => {
      for (let half = 0; half < minutes * 2; half += 1) {
        await rig.time.advance(30 * SECOND);
        await rig.act({ type: 'set-display', sound: half % 2 === 0 });
      }
    };
    await stayFor(18.5);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(30 * SECOND);
    expect(rig.view.idle).toEqual({ cause: 'limit', answerIn: MINUTE, total: MINUTE });
    await rig.act({ type: 'stay' });
    expect(rig.view.idle).toBeNull();
    await stayFor(4.5);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(30 * SECOND);
    expect(rig.view.idle).toEqual({ cause: 'last', answerIn: MINUTE, total: MINUTE });
    await rig.act({ type: 'stay' });
    expect(rig.view.idle).toBeNull();
    rig.screen('menu');
    await rig.time.advance(59 * SECOND);
    rig.screen('menu');
    await rig.time.advance(SECOND);
    rig.screen('attract');
  });

  it('is told the same of 15 minutes in the member space, a minute before, once to be extended', async () => {
    const rig = await visited();
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'continue' });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    const loggedInAt = rig.time.now();
    const stayUntil = async (moment: number): Promise<void> => {
      while (rig.time.now() < loggedInAt + moment) {
        await rig.act({ type: 'set-display', highContrast: false });
        await rig.time.advance(Math.min(30 * SECOND, loggedInAt + moment - rig.time.now()));
      }
    };
    await stayUntil(14 * MINUTE - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle).toEqual({ cause: 'limit', answerIn: MINUTE, total: MINUTE });
    await rig.act({ type: 'stay' });
    await stayUntil(19 * MINUTE - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle?.cause).toBe('last');
    await rig.time.advance(MINUTE);
    rig.screen('attract');
  });

  it('ends when nobody answers that it ends', async () => {
    const rig = await visited();
    for (let half = 0; half < 38; half += 1) {
      await rig.act({ type: 'set-display', sound: true });
      await rig.time.advance(30 * SECOND);
    }
    expect(rig.view.idle?.cause).toBe('limit');
    await rig.time.advance(MINUTE);
    rig.screen('attract');
  });

  it('costs nothing while nobody is there: the idle screen pushes nothing in an hour', async () => {
    const rig = await KioskRig.open();
    await rig.time.advance(60 * MINUTE);
    expect(rig.pushed.filter(({ screen }) => screen.id !== 'attract')).toEqual([]);
    expect(rig.wipes).toBe(0);
  });
});

describe('what a visitor chose for eyes and ears', () => {
  it('is kept from screen to screen, and goes with the visit', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin', language: 'en' });
    await rig.act({ type: 'set-display', ...CHOSEN });
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'continue' });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    expect(rig.view).toMatchObject({ language: 'en', ...CHOSEN });
    await rig.act({ type: 'leave' });
    expect(rig.view).toMatchObject(DEFAULTS);
    await rig.act({ type: 'begin' });
    expect(rig.view).toMatchObject(DEFAULTS);
  });

  it('is kept under the warning and gone after the wipe', async () => {
    const rig = await visited();
    await rig.act({ type: 'set-language', language: 'en' });
    await rig.act({ type: 'set-display', ...CHOSEN });
    await rig.time.advance(60 * SECOND);
    expect(rig.view).toMatchObject({ language: 'en', ...CHOSEN });
    await rig.time.advance(30 * SECOND);
    expect(rig.view).toMatchObject({ screen: { id: 'attract' }, ...DEFAULTS });
  });

  it('can be set one by one, and changes nothing else', async () => {
    const rig = await visited();
    await rig.act({ type: 'set-display', highContrast: true });
    await rig.act({ type: 'set-display', textSize: 'large' });
    expect(rig.view).toMatchObject({ ...DEFAULTS, highContrast: true, textSize: 'large' });
    rig.screen('menu');
  });

  it('a language touched on the idle screen begins the visit in it', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'set-language', language: 'en' });
    expect(rig.view).toMatchObject({ language: 'en', screen: { id: 'menu' }, canLeave: true });
    await rig.time.advance(90 * SECOND);
    expect(rig.view).toMatchObject({ language: 'fr', screen: { id: 'attract' } });
  });

  it('cannot be set while nobody is there: it would stay for the next', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'set-display', ...CHOSEN });
    expect(rig.view).toMatchObject({ ...DEFAULTS, screen: { id: 'attract' } });
  });

  it('reaches the challenge: word and riddle are in the language of the visitor', async () => {
    const rig = await KioskRig.open();
    await logIn(rig, both.number, 'anything'); // Waits for the members.
    await rig.act({ type: 'set-language', language: 'en' });
    const english = await rig.rightAnswer();
    await rig.act({ type: 'login', identifier: both.number, password: 'x', answer: english });
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });
});
