import { describe, expect, it } from 'vitest';
import type { Deed } from '../../../src-shared/journey/action.ts';
import type { ScreenId } from '../../../src-shared/journey/screens.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk-rig.ts';
import { CHEAP, GOOD, logIn, openLogin } from './moves.ts';

const { both, neither } = DEMO_CAST;

/** How each screen is reached, and where `back` leads; null: there is no way back. */
const SCREENS: readonly (readonly [ScreenId, ScreenId | null, (rig: KioskRig) => Promise<unknown>])[] = [
  ['menu', null, (rig) => rig.do({ do: 'begin' })],
  ['identify', 'menu', (rig) => begin(rig, { do: 'open', entry: 'password' })],
  ['choose-channel', 'identify', (rig) => rig.identify(both.number)],
  ['enter-code', 'choose-channel', (rig) => rig.receiveCode(both.number)],
  ['define-password', null, proveCode],
  ['password-done', null, (rig) => rig.setPassword(both.number, GOOD)],
  ['letter-requested', null, askLetter],
  ['login', 'menu', openLogin],
  ['security-advice', 'menu', (rig) => begin(rig, { do: 'open', entry: 'security-advice' })],
  ['help', 'menu', (rig) => begin(rig, { do: 'open', entry: 'help' })],
  ['space-home', null, enterSpace],
];

async function begin(rig: KioskRig, deed: Deed): Promise<void> {
  await rig.do({ do: 'begin' });
  await rig.do(deed);
}

async function proveCode(rig: KioskRig): Promise<void> {
  await rig.do({ do: 'enter-code', code: await rig.receiveCode(both.number) });
}

async function askLetter(rig: KioskRig): Promise<void> {
  await rig.identify(neither.number);
  await rig.do({ do: 'choose-channel', channel: 'letter' });
}

async function enterSpace(rig: KioskRig): Promise<void> {
  await rig.setPassword(both.number, GOOD);
  await logIn(rig, both.number, GOOD);
}

describe('the ways out of', () => {
  it.each(SCREENS)('%s: back leads to %s, leave ends the visit', async (id, before, reach) => {
    const rig = await KioskRig.open(CHEAP);
    await reach(rig);
    rig.screen(id);
    expect(rig.view).toMatchObject({ canGoBack: before !== null, canLeave: true });
    await rig.do({ do: 'back' });
    rig.screen(before ?? id);
    const wipes = rig.wipes;
    await rig.do({ do: 'leave' });
    rig.screen('attract');
    expect(rig.view).toMatchObject({ canGoBack: false, canLeave: false });
    expect(rig.wipes).toBe(wipes + 1);
    await rig.do({ do: 'leave' });
    expect(rig.wipes, 'nobody is wiped twice').toBe(wipes + 1);
  });

  it('help, opened from a screen, come back to it', async () => {
    const rig = await KioskRig.open(CHEAP);
    const code = await rig.receiveCode(both.number);
    await rig.do({ do: 'open', entry: 'help' });
    await rig.do({ do: 'open', entry: 'security-advice' });
    rig.screen('security-advice');
    await rig.do({ do: 'back' });
    await rig.do({ do: 'enter-code', code });
    rig.screen('define-password');
  });
});

describe('an action on an older view', () => {
  it('has no effect, and is answered by the present one', async () => {
    const rig = await KioskRig.open(CHEAP);
    await rig.do({ do: 'begin' });
    const { serial } = rig.view;
    await rig.do({ do: 'open', entry: 'password' });
    const now = rig.view;
    for (const deed of [{ do: 'open', entry: 'login' }, { do: 'leave' }, { do: 'back' }] as const) {
      expect(await rig.send({ serial, deed })).toEqual(now);
      expect(await rig.send({ serial: now.serial + 1, deed })).toEqual(now);
    }
  });

  it('of two at once on the same view, the first counts', async () => {
    const rig = await KioskRig.open(CHEAP);
    await rig.do({ do: 'begin' });
    const { serial } = rig.view;
    const views = await Promise.all([
      rig.send({ serial, deed: { do: 'open', entry: 'password' } }),
      rig.send({ serial, deed: { do: 'open', entry: 'login' } }),
    ]);
    expect(views.map(({ screen }) => screen.id)).toEqual(['identify', 'identify']);
  });

  it('of a visitor who is gone does nothing to the next', async () => {
    const rig = await KioskRig.open(CHEAP);
    await rig.do({ do: 'begin' });
    const { serial } = rig.view;
    await rig.time.advance(90_000);
    rig.screen('attract');
    await rig.do({ do: 'begin' });
    const { screen } = await rig.send({ serial, deed: { do: 'leave' } });
    expect(screen.id).toBe('menu');
  });
});
