import { describe, expect, it } from 'vitest';
import { NUMBER_PACE } from '../../../src-shared/policy/quotas.ts';
import { HOUR, SECOND } from '../../../src-shared/time/units.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';

const { both } = DEMO_CAST;

/** Names a number in a visit of its own, and leaves. @returns whether it was looked up */
async function isLookedUp(rig: KioskRig, number: string): Promise<boolean> {
  await rig.identify(number);
  const { screen } = rig.view;
  await rig.act({ type: 'leave' });
  return screen.id !== 'identify' || screen.problem?.kind !== 'paused';
}

describe('a member number', () => {
  it('counts whether it is known or not: a sixth one ends the visit, even the same one again', async () => {
    const rig = await KioskRig.open();
    await rig.identify('99999999');
    for (let known = 0; known < 4; known += 1) {
      await rig.identify(both.number);
      rig.screen('choose-channel');
      await rig.act({ type: 'back' });
    }
    await rig.act({ type: 'identify', number: both.number });
    expect(rig.view.screen.id).toBe('attract');
    expect(rig.wipes).toBe(1);
  });

  it.each([
    ['known ones', () => both.number],
    ['unknown ones', (at: number) => `9999${String(at).padStart(4, '0')}`],
  ])(
    'is not read faster than people type: 200 %s at once, each in a visit of its own',
    async (_, numberAt) => {
      const rig = await KioskRig.open();
      let told = 0;
      for (let at = 0; at < 200; at += 1) if (await isLookedUp(rig, numberAt(at))) told += 1;
      expect(told).toBe(NUMBER_PACE.burst);
      // Whoever comes next is served, and waits for seconds at most.
      await rig.time.advance(NUMBER_PACE.gap);
      expect(await isLookedUp(rig, both.number)).toBe(true);
    },
  );

  it('of an honest visitor is taken after any number of others, which come slowly', async () => {
    const rig = await KioskRig.open();
    const until = rig.time.now() + HOUR / 2;
    let told = 0;
    while (rig.time.now() < until) {
      if (await isLookedUp(rig, `9999${String(told).padStart(4, '0')}`)) told += 1;
      await rig.time.advance(5 * SECOND);
    }
    expect(told).toBeLessThan(100);
    await rig.time.advance(NUMBER_PACE.watchful);
    expect(await isLookedUp(rig, both.number)).toBe(true);
  });

  it('that comes too early changes nothing, and costs no number of the visit', async () => {
    const rig = await KioskRig.open();
    for (let at = 0; at < NUMBER_PACE.burst; at += 1) await isLookedUp(rig, both.number);
    await rig.identify(both.number);
    for (let at = 0; at < 10; at += 1) await rig.act({ type: 'identify', number: both.number });
    const { problem } = rig.screen('identify');
    expect(problem?.kind).toBe('paused');
    await rig.time.advance(NUMBER_PACE.gap);
    await rig.identify(both.number);
    rig.screen('choose-channel');
  });
});
