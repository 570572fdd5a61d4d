import type { Action } from '../../../../src-shared/journey/action.ts';
import type { RequestScreenId } from '../../../../src-shared/member-requests/request-kinds.ts';
import type { SpaceScreenId } from '../../../../src-shared/journey/space-screen-ids.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import type { View } from '../../../../src-shared/journey/view.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { ConfigOverrides, KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { GOOD, logIn } from '../actions.ts';
import { CODE, giveCodes } from '../space/actions.ts';
import { letIn, openAt, until, type Pair } from '../../head-office/actions.ts';

const { both } = DEMO_CAST;

/** Logs a member of the demonstration in whose password was set elsewhere; ends at `space-home`. */
export async function atSpace(
  rig: KioskRig,
  office: FakeHeadOffice,
  number: string = both.number,
): Promise<ScreenOf<'space-home'>> {
  office.passwords.set(number, GOOD);
  await logIn(rig, number, GOOD);
  return rig.screen('space-home');
}

/** Opens a kiosk and its head office, with a member logged in; the list of members may still be on its way. */
export async function openSpace(overrides: ConfigOverrides = {}): Promise<Pair> {
  const office = await FakeHeadOffice.open();
  giveCodes(office);
  const rig = await openAt(office, overrides);
  await letIn(rig);
  await atSpace(rig, office);
  return { office, rig };
}

/** From any screen of the space to another. */
export async function openScreen<Id extends SpaceScreenId>(rig: KioskRig, id: Id): Promise<ScreenOf<Id>> {
  await rig.act({ type: 'open-space', screen: id });
  return rig.screen(id);
}

/** A good request of each screen; the kiosk's first day is 22 November 2025. */
export const REQUESTS = {
  'space-documents': { type: 'ask-document', document: 'vitale-certificate' },
  'space-address': {
    ...{ type: 'report-address', lines: ['Bât. B', '12 rue de la Fosse', ''], postalCode: '44000' },
    ...{ town: 'Nantes', from: '01/12/2025' },
  },
  'space-situation': {
    ...{ type: 'report-situation', change: 'parental-leave', from: '2025-12-01', until: '2026-06-01' },
    note: 'à mi-temps ensuite',
  },
  'space-question': { type: 'ask-question', topic: 'contract', text: 'Quand commence le module C\u00a0?' },
} as const satisfies Record<RequestScreenId, Action>;

/** Makes a request; a new address is confirmed by a fresh code. */
export async function make(rig: KioskRig, request: Action): Promise<void> {
  await rig.act(request);
  await confirm(rig);
}

/** Enters the fresh code of a new address, if one is asked for. */
export async function confirm(rig: KioskRig): Promise<void> {
  const { screen } = rig.view;
  if (screen.id !== 'space-address' || screen.code === null) return;
  await rig.act({ type: 'send-fresh-code', channel: 'email' });
  await rig.act({ type: 'enter-fresh-code', code: CODE });
}

/** What head office is told by each of them, without whom it is about. */
export const TOLD = {
  'space-documents': { kind: 'document-requested', document: 'vitale-certificate' },
  'space-address': {
    ...{ kind: 'address-changed', lines: ['Bât. B', '12 rue de la Fosse'], postalCode: '44000' },
    ...{ town: 'Nantes', from: '2025-12-01' },
  },
  'space-situation': {
    ...{ kind: 'situation-changed', change: 'parental-leave', from: '2025-12-01', until: '2026-06-01' },
    note: 'à mi-temps ensuite',
  },
  'space-question': { kind: 'question-asked', topic: 'contract', text: 'Quand commence le module C\u00a0?' },
} as const satisfies Record<RequestScreenId, unknown>;

/** Does something that waits for head office, and moves time on until the kiosk has given its answer. */
export async function slowly(rig: KioskRig, action: Action): Promise<View> {
  let view: View | null = null;
  const done = rig.act(action).then((answer) => (view = answer));
  await until(() => {
    void rig.time.advance(20);
    return view !== null;
  });
  return done;
}

/** How far the request just made has come, by the screen. */
export function outcomeOf(rig: KioskRig): string | null {
  const { screen } = rig.view;
  return 'sent' in screen && screen.sent !== null && 'print' in screen.sent ? screen.sent.headOffice : null;
}
