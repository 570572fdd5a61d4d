import { expect, it } from 'vitest';
import type { Action } from '../../../src-shared/journey/action.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { ADVISER } from '../../support/fakes/fake-staff.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { allAnswered, openPair } from '../head-office/actions.ts';
import { GIVEN, toRequest } from './accounts/actions.ts';
import { GOOD } from './actions.ts';

const ATTEST: Action = {
  ...{ type: 'staff-act', act: 'attest-anti-robot', reason: 'cannot-read', code: null, details: null },
};

/** The adviser attests that a person stands there, and gives the screen back. */
async function attest(rig: KioskRig): Promise<void> {
  await rig.act({ type: 'open-staff' });
  await rig.act({ type: 'staff-login', badge: ADVISER.badge, pin: ADVISER.pin });
  await rig.act({ type: 'staff-open', page: 'assist' });
  await rig.act(ATTEST);
  expect(rig.screen('staff-assist').outcome).toMatchObject({ result: 'done' });
  await rig.act({ type: 'leave' });
}

const hindrance = async (rig: KioskRig): Promise<unknown> => {
  await rig.act({ type: 'open-staff' });
  await rig.act({ type: 'staff-login', badge: ADVISER.badge, pin: ADVISER.pin });
  await rig.act({ type: 'staff-open', page: 'assist' });
  const { acts } = rig.screen('staff-assist');
  await rig.act({ type: 'leave' });
  return acts.find(({ act }) => act === 'attest-anti-robot')?.hindrance;
};

it('at the login, the pictures that stand there are asked no more', async () => {
  const { rig } = await openPair();
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'login' });
  await rig.challenge('picture');
  await attest(rig);
  expect(rig.screen('login')).toMatchObject({ isPassed: true, challenge: null, problem: null });
  await rig.act({
    type: 'login',
    identifier: DEMO_CAST.both.number,
    password: 'Faux-mot-2-passe',
    answer: null,
  });
  expect(rig.screen('login').problem, 'only the password was wrong').toMatchObject({ kind: 'wrong' });
  expect(await hindrance(rig), 'a wrong password takes it back').toBeNull();
});

it('at the choice of a password, which is then taken without them', async () => {
  const { rig, office } = await openPair();
  const { number } = DEMO_CAST.neither;
  office.letters.set(number, { code: 'ACDEF34679', wrong: 0, attempts: new Map() });
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'letter' });
  await rig.act({ type: 'identify', number });
  await rig.act({ type: 'enter-letter-code', code: 'ACDEF34679' });
  await rig.challenge('picture');
  await attest(rig);
  expect(rig.screen('define-password')).toMatchObject({ isPassed: true, challenge: null });
  await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer: null });
  rig.screen('password-done');
});

it('at a request for an account, for that one request: each may post a letter', async () => {
  const { rig, office } = await openPair();
  await toRequest(rig);
  await rig.act({ type: 'request-account', ...GIVEN, answer: null });
  expect(rig.screen('account-request').problem, 'nobody has attested').toEqual({ kind: 'challenge-missed' });
  await attest(rig);
  expect(rig.screen('account-request')).toMatchObject({ isPassed: true, challenge: null, problem: null });
  expect(await hindrance(rig), 'it is attested already').toBe('not-here');
  await rig.act({ type: 'request-account', ...GIVEN, answer: null });
  rig.screen('account-requested');
  await allAnswered(rig);
  expect(office.appliedBodies).toContainEqual(expect.objectContaining({ kind: 'account-requested' }));
  await rig.act({ type: 'continue' });
  await rig.act({ type: 'open', entry: 'create-account' });
  await rig.act({ type: 'choose-situation', situation: 'member' });
  expect(rig.screen('account-request').isPassed).toBe(false);
  await rig.act({ type: 'request-account', ...GIVEN, answer: null });
  expect(rig.screen('account-request').problem).toEqual({ kind: 'challenge-missed' });
});
