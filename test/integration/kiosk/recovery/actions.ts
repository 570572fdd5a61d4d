import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { letIn, openAt, type Pair } from '../../head-office/actions.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

/** Identifier of an account that is confirmed. */
export const EMAIL = 'zoe.martin@exemple.fr';

/** An address that no account has. */
export const UNKNOWN = 'nobody@exemple.fr';

/** A pair whose office has a confirmed account, and one that waits for its confirmation. */
export async function openRecoveryPair(): Promise<Pair> {
  const office = await FakeHeadOffice.open();
  const rig = await openAt(office);
  // The members of head office are of no account here, and take long to come.
  await letIn(rig);
  office.now = () => rig.time.now();
  const names = { givenName: 'Zoé', familyName: 'Martin', phc: null };
  office.recoveries.accounts.set(EMAIL, { ...names, number: null, confirmed: true });
  office.recoveries.accounts.set('waits@exemple.fr', { ...names, number: null, confirmed: false });
  return { office, rig };
}

/** From the idle screen, or any other, to `identify`. */
export async function openIdentify(rig: KioskRig): Promise<void> {
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'password' });
  rig.screen('identify');
}

/** From the idle screen to `account-code`. */
export async function openCode(rig: KioskRig, email = EMAIL): Promise<void> {
  await openIdentify(rig);
  await rig.act({ type: 'identify-email', email });
  rig.screen('account-code');
}

/** The code of the last mail. */
export function lastCode(office: FakeHeadOffice): string {
  const mail = office.recoveries.mails.at(-1);
  if (!mail) throw new Error('no mail was sent');
  return mail.code;
}

/** Attempts of the requests for codes, as they came. */
export function attempts(office: FakeHeadOffice): string[] {
  return office.asked
    .filter(({ path }) => path === 'recovery')
    .map(({ body }) => (body as { attempt: string }).attempt);
}

/** Lets time pass while somebody stands there and touches the screen now and then. */
export async function waitAt(rig: KioskRig, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= MINUTE) {
    await rig.time.advance(Math.min(left, MINUTE));
    rig.alive(true);
  }
}
