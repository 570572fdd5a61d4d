import type { SpaceScreenId } from '../../../src-shared/journey/space-screens.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { ConfigOverrides, KioskRig } from '../../support/kiosk-rig.ts';
import type { MadeUpOffice } from '../../support/made-up-office.ts';
import { GOOD, logIn } from '../kiosk/moves.ts';
import { openPair, type Pair } from '../sync-up/moves.ts';

const { both } = DEMO_CAST;

/** Logs a member of the demonstration in whose password was set elsewhere; ends at `space-home`. */
export async function atSpace(
  rig: KioskRig,
  office: MadeUpOffice,
  number: string = both.number,
): Promise<ScreenOf<'space-home'>> {
  office.passwords.set(number, GOOD);
  await logIn(rig, number, GOOD);
  return rig.screen('space-home');
}

/** Opens a kiosk and its head office, with a member logged in. */
export async function openSpace(overrides: ConfigOverrides = {}): Promise<Pair> {
  const pair = await openPair(overrides);
  await atSpace(pair.rig, pair.office);
  return pair;
}

/** From any screen of the space to another. */
export async function openScreen<Id extends SpaceScreenId>(rig: KioskRig, id: Id): Promise<ScreenOf<Id>> {
  await rig.do({ do: 'open-space', screen: id });
  return rig.screen(id);
}
