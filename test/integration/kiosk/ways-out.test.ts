import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src-shared/journey/action.ts';
import type { ScreenId } from '../../../src-shared/journey/screens.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { GOOD, logIn, openLogin } from './actions.ts';

const { both, neither } = DEMO_CAST;

/** How each screen is reached, and where `back` leads; null: there is no way back. */
const SCREENS: readonly (readonly [ScreenId, ScreenId | null, (rig: KioskRig) => Promise<unknown>])[] = [
  ['menu', null, (rig) => rig.act({ type: 'begin' })],
  ['identify', 'menu', (rig) => begin(rig, { type: 'open', entry: 'password' })],
  ['choose-channel', 'identify', (rig) => rig.identify(both.number)],
  ['enter-code', 'choose-channel', (rig) => rig.receiveCode(both.number)],
  ['define-password', null, proveCode],
  ['password-done', null, (rig) => rig.setPassword(both.number, GOOD)],
  ['letter-requested', null, askLetter],
  ['login', 'menu', openLogin],
  ['security-advice', 'menu', (rig) => begin(rig, { type: 'open', entry: 'security-advice' })],
  ['help', 'menu', (rig) => begin(rig, { type: 'open', entry: 'help' })],
  ['space-home', null, enterSpace],
];

async function begin(rig: KioskRig, action: Action): Promise<void> {
  await rig.act({ type: 'begin' });
  await rig.act(action);
}

async function proveCode(rig: KioskRig): Promise<void> {
  await rig.act({ type: 'enter-code', code: await rig.receiveCode(both.number) });
}

async function askLetter(rig: KioskRig): Promise<void> {
  await rig.identify(neither.number);
  await rig.choose('letter');
}

async function enterSpace(rig: KioskRig): Promise<void> {
  await rig.setPassword(both.number, GOOD);
  await logIn(rig, both.number, GOOD);
}

describe('the ways out of', () => {
  it.each(SCREENS)('%s: back leads to %s, leave ends the visit', async (id, before, reach) => {
    const rig = await KioskRig.open();
    await reach(rig);
    rig.screen(id);
    expect(rig.view).toMatchObject({ canGoBack: before !== null, canLeave: true });
    await rig.act({ type: 'back' });
    rig.screen(before ?? id);
    const wipes = rig.wipes;
    await rig.act({ type: 'leave' });
    rig.screen('attract');
    expect(rig.view).toMatchObject({ canGoBack: false, canLeave: false });
    expect(rig.wipes).toBe(wipes + 1);
    await rig.act({ type: 'leave' });
    expect(rig.wipes, 'nobody is wiped twice').toBe(wipes + 1);
  });

  it('help, opened from a screen, come back to it', async () => {
    const rig = await KioskRig.open();
    const code = await rig.receiveCode(both.number);
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'open', entry: 'security-advice' });
    rig.screen('security-advice');
    await rig.act({ type: 'back' });
    await rig.act({ type: 'enter-code', code });
    rig.screen('define-password');
  });
});

describe('an action on an older view', () => {
  it('has no effect, and is answered by the present one', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin' });
    const { serial } = rig.view;
    await rig.act({ type: 'open', entry: 'password' });
    const now = rig.view;
    for (const action of [{ type: 'open', entry: 'login' }, { type: 'leave' }, { type: 'back' }] as const) {
      expect(await rig.send({ serial, action })).toEqual(now);
      expect(await rig.send({ serial: now.serial + 1, action })).toEqual(now);
    }
  });

  it('of two at once on the same view, the first counts', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin' });
    const { serial } = rig.view;
    const views = await Promise.all([
      rig.send({ serial, action: { type: 'open', entry: 'password' } }),
      rig.send({ serial, action: { type: 'open', entry: 'login' } }),
    ]);
    expect(views.map(({ screen }) => screen.id)).toEqual(['identify', 'identify']);
  });

  it('of a visitor who is gone does nothing to the next', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin' });
    const { serial } = rig.view;
    await rig.time.advance(90_000);
    rig.screen('attract');
    await rig.act({ type: 'begin' });
    const { screen } = await rig.send({ serial, action: { type: 'leave' } });
    expect(screen.id).toBe('menu');
  });
});
