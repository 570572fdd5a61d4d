import type { View } from '../../../src-shared/journey/view.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';

/** A password that the policy accepts for every member of the demonstration. */
export const GOOD = 'Rivage-Ocre-57';

/** Another one. */
export const OTHER = 'Sentier-Vert-83';

/** The cheapest hashing that the configuration takes: for tests in which its cost is of no account. */
export const CHEAP = { password: { hashing: { memoryKiB: 19_456, passes: 1, lanes: 1 } } };

/** A code that is not the one given. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** Opens the login from wherever the visitor is. */
export async function openLogin(rig: KioskRig): Promise<void> {
  if (rig.view.screen.id === 'login') return;
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'login' });
}

/** One login with the anti-robot passed, waiting for the member list if need be. */
export async function logIn(rig: KioskRig, identifier: string, password: string): Promise<View> {
  await openLogin(rig);
  for (;;) {
    const view = await rig.act({ type: 'login', identifier, password, answer: await rig.rightAnswer() });
    const loading = view.screen.id === 'login' && view.screen.problem?.kind === 'loading';
    if (!loading) return view;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Moves on as a kiosk does that nobody touches: without the idle rules mattering to the test. */
export async function later(rig: KioskRig, milliseconds: number): Promise<void> {
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await rig.time.advance(milliseconds);
}
