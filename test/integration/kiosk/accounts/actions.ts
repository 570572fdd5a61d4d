import { keyOf } from '../../../../src-shared/values/nir.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { ConfigOverrides, KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { GOOD } from '../actions.ts';
import { openAt, until, type Pair } from '../../head-office/actions.ts';

const { both } = DEMO_CAST;

/** A provisional password in the form of a letter. */
export const PROVISIONAL = 'ACDEF34679';

/** The address that a visitor gives. */
export const EMAIL = 'zoe.exemple@exemple.fr';

/** Number of a person who was never born in Corsica, with its key. */
export const NIR = withKey('2910244109123');

/** A NIR with its key. */
export function withKey(number: string): string {
  return number + keyOf(number);
}

/** Version of the terms of use that ship. */
export const TERMS = '2026-01';

/** Opens a kiosk that has been given the key for NIR; accounts need no list of members. */
export async function openAccounts(overrides: ConfigOverrides = {}): Promise<Pair> {
  const office = await FakeHeadOffice.open();
  const rig = await openAt(office, overrides);
  await nirKeyKnown(rig);
  return { office, rig };
}

/** Waits until the kiosk can hash a NIR. */
export function nirKeyKnown(rig: KioskRig): Promise<void> {
  return until(
    () => rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM nir_key').pluck().get()) === 1,
  );
}

/** From wherever the visitor is to the request of a situation. */
export async function toRequest(
  rig: KioskRig,
  situation: 'member' | 'insured' = 'member',
  entry: 'create-account' | 'lost-identifier' = 'create-account',
): Promise<void> {
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await rig.act({ type: 'begin' });
  if (entry === 'lost-identifier') await rig.act({ type: 'open', entry: 'help' });
  await rig.act({ type: 'open', entry });
  await rig.act({ type: 'choose-situation', situation });
  rig.screen('account-request');
}

/** What is given on `account-request`, without the anti-robot. */
export type RequestFields = Omit<Extract<Action, { type: 'request-account' }>, 'type' | 'answer'>;

/** What the demonstration's member gives. */
export const GIVEN: RequestFields = {
  number: both.number,
  email: EMAIL,
  emailAgain: EMAIL,
  familyName: both.familyName,
  birthDate: both.birthDate,
  postalCode: both.postalCode,
};

/** Sends a request with a right answer to the anti-robot. */
export async function request(rig: KioskRig, changes: Partial<RequestFields> = {}): Promise<void> {
  const answer = await rig.rightAnswer();
  await rig.act({ type: 'request-account', ...GIVEN, ...changes, answer });
}

/** From wherever the visitor is to `activate`. */
export async function toActivate(rig: KioskRig): Promise<void> {
  if (rig.view.screen.id !== 'attract') await rig.act({ type: 'leave' });
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'activate-account' });
  rig.screen('activate');
}

/** A member's provisional password, right by default. */
export const SHOWN: Extract<Action, { type: 'open-activation' }> = {
  ...{ type: 'open-activation', situation: 'member', number: both.number, code: PROVISIONAL },
};

/** What the member chooses. */
export const CHOSEN: Extract<Action, { type: 'activate-account' }> = {
  ...{ type: 'activate-account', question: 'first-pet', secretAnswer: 'Médor' },
  ...{ email: EMAIL, emailAgain: EMAIL, password: GOOD, confirmation: GOOD, terms: TERMS },
};

/** Opens a kiosk whose member has a letter, and stands at `activate`. */
export async function atActivate(overrides: ConfigOverrides = {}): Promise<Pair> {
  const pair = await openAccounts(overrides);
  pair.office.accounts.letters.set(both.number, { code: PROVISIONAL, state: 'good' });
  await toActivate(pair.rig);
  return pair;
}

/** As {@link atActivate}, with the provisional password taken. */
export async function atIdentity(overrides: ConfigOverrides = {}): Promise<Pair> {
  const pair = await atActivate(overrides);
  await pair.rig.act(SHOWN);
  pair.rig.screen('activate-identity');
  return pair;
}

/** As {@link atIdentity}, with the account activated and the mail sent; head office's clock is the kiosk's. */
export async function atPending(overrides: ConfigOverrides = {}): Promise<Pair> {
  const pair = await atIdentity(overrides);
  pair.office.now = () => pair.rig.time.now();
  await pair.rig.act(CHOSEN);
  pair.rig.screen('activated-pending');
  return pair;
}

/** How often each audit event of accounts was recorded. */
export function audited(rig: KioskRig): Record<string, number> {
  return rig.onJournal((journal) =>
    Object.fromEntries(
      journal
        .prepare<[], { event: string; count: number }>(
          `SELECT event, count(*) AS count FROM audit
           WHERE event LIKE 'account-%' OR event LIKE 'identifier-%' OR event LIKE 'provisional-%' GROUP BY event`,
        )
        .all()
        .map(({ event, count }) => [event, count]),
    ),
  );
}
