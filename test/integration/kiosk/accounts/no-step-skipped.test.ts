import { SECOND } from '../../../../src-shared/time/units.ts';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../src-shared/journey/action.ts';
import type { ScreenId } from '../../../../src-shared/journey/screens.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { GOOD } from '../actions.ts';
import { openPair } from '../../head-office/actions.ts';
import { CHOSEN, EMAIL, GIVEN, PROVISIONAL, request, SHOWN, toActivate, toRequest } from './actions.ts';

const { both } = DEMO_CAST;

const NO_ANSWER = { way: 'question', challenge: 'AAAAAAAAAAAAAAAAAAAAAA', typed: '' } as const;

/** Every action of accounts, and the one screen that has it. */
const ACTIONS: readonly (readonly [Action, ScreenId])[] = [
  [{ type: 'choose-situation', situation: 'member' }, 'account-situation'],
  [{ type: 'request-account', ...GIVEN, answer: NO_ANSWER }, 'account-request'],
  [SHOWN, 'activate'],
  [CHOSEN, 'activate-identity'],
  [{ type: 'confirm-account', code: '123456' }, 'activated-pending'],
  [{ type: 'change-email', email: EMAIL, emailAgain: EMAIL }, 'activated-pending'],
];

/** What those actions ask head office. */
const ASKED_BY: readonly string[] = ['open', 'activate', 'email', 'confirm'];

const decisions = (rig: KioskRig): unknown =>
  rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM hub_event').pluck().get());

describe('no step of accounts can be skipped', () => {
  it('an action on a screen that does not have it changes nothing and asks head office nothing', async () => {
    const { office, rig } = await openPair();
    office.accounts.letters.set(both.number, { code: PROVISIONAL, state: 'good' });
    const seen = new Set<ScreenId>();
    const look = async (id: ScreenId): Promise<void> => {
      const before = rig.screen(id);
      const asked = office.asked.length;
      const decided = decisions(rig);
      for (const [action, home] of ACTIONS) {
        if (home === id) continue;
        expect((await rig.act(action)).screen, `${action.type} on ${id}`).toEqual(before);
      }
      const since = office.asked.slice(asked).map(({ path }) => path);
      expect(since.filter((path) => ASKED_BY.includes(path))).toEqual([]);
      expect(decisions(rig), id).toBe(decided);
      seen.add(id);
    };
    await look('attract');
    await rig.act({ type: 'begin' });
    await look('menu');
    for (const entry of ['help', 'security-advice'] as const) {
      await rig.act({ type: 'open', entry });
      await look(entry);
      await rig.act({ type: 'back' });
    }
    await passwordJourney(rig, look);
    await rig.act({ type: 'leave' });
    await rig.act({ type: 'begin' });
    await rig.act({ type: 'open', entry: 'letter' });
    await rig.identify(both.number);
    await look('letter-code');
    await accountJourneys(rig, look);
    office.accounts.confirmByLink(office.accounts.mails.at(-1)?.to ?? '');
    await rig.time.advance(3 * SECOND);
    await rig.until(({ screen }) => screen.id === 'account-active');
    await look('account-active');
    expect([...seen].toSorted()).toEqual([
      ...['account-active', 'account-request', 'account-requested', 'account-situation', 'activate'],
      ...[
        'activate-identity',
        'activated-pending',
        'anti-robot',
        'attract',
        'choose-channel',
        'define-password',
      ],
      ...['enter-code', 'help', 'identify', 'letter-code', 'letter-requested', 'login', 'menu'],
      ...['password-done', 'security-advice', 'space-home'],
    ]);
  });
});

type Look = (id: ScreenId) => Promise<void>;

async function passwordJourney(rig: KioskRig, look: Look): Promise<void> {
  await rig.act({ type: 'open', entry: 'password' });
  await look('identify');
  await rig.identify(both.number);
  await look('choose-channel');
  await rig.act({ type: 'choose-channel', channel: 'letter' });
  await look('anti-robot');
  await rig.act({ type: 'back' });
  await rig.choose('letter');
  await look('letter-requested');
  await rig.act({ type: 'leave' });
  const code = await rig.receiveCode(both.number);
  expect(rig.screen('enter-code').delivery).toBe('sent');
  await look('enter-code');
  await rig.act({ type: 'enter-code', code });
  await look('define-password');
  const answer = await rig.rightAnswer();
  await rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
  await rig.until(({ screen }) => screen.id === 'password-done' && screen.headOffice === 'accepted');
  await look('password-done');
  await rig.act({ type: 'continue' });
  await look('login');
  await rig.act({ type: 'login', identifier: both.number, password: GOOD, answer: await rig.rightAnswer() });
  await look('space-home');
}

async function accountJourneys(rig: KioskRig, look: Look): Promise<void> {
  await rig.act({ type: 'leave' });
  await rig.act({ type: 'begin' });
  await rig.act({ type: 'open', entry: 'create-account' });
  await look('account-situation');
  await toRequest(rig);
  await look('account-request');
  await request(rig);
  await rig.until(({ screen }) => screen.id === 'account-requested' && screen.headOffice === 'accepted');
  await look('account-requested');
  await toActivate(rig);
  await look('activate');
  await rig.act(SHOWN);
  await look('activate-identity');
  await rig.act(CHOSEN);
  await look('activated-pending');
}
