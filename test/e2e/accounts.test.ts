import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemberPhone } from '../../tools/tour/member-phone.ts';
import {
  activateAccount,
  askForAccount,
  confirmByCode,
  confirmByLink,
  INSURED,
  lostIdentifier,
  MEMBER,
  provisionalPassword,
  recoverByEmail,
} from '../../tools/tour/account-journeys.ts';
import { TOUR_PASSWORD } from '../../tools/tour/journeys.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { openKioskOfHub } from '../support/kiosk/open-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const REQUEST = [
  ...['account-situation', 'account-request', 'account-requested'],
  ...['family-name', 'birth-date', 'recap', 'robot'].map((part) => `account-request-${part}`),
];
const CREATION = [...REQUEST, 'account-request-email'];
/** What every activation shows. */
const IDENTITY = [
  ...['activate-identity', 'activated-pending'],
  ...['password', 'confirmation', 'terms'].map((part) => `activate-identity-${part}`),
];

/** A kiosk with its head office, each part of whose screens axe looks at once. */
async function openInspected(language: 'fr' | 'en') {
  const opened = await openKioskOfHub();
  const seen = new Set<string>();
  const violations: string[] = [];
  const inspect = async (screen: string): Promise<void> => {
    if (seen.has(screen)) return;
    seen.add(screen);
    violations.push(...(await axeViolations(opened.page)).map((line) => `${screen}: ${line}`));
  };
  const expectGood = (parts: readonly string[]): void => {
    expect(violations).toEqual([]);
    expect(
      parts.filter((part) => !seen.has(part)),
      'not seen',
    ).toEqual([]);
  };
  return { ...opened, kiosk: new KioskDriver(opened.page, inspect, language), expectGood };
}

describe('an account', () => {
  it('of a person only insured: by letter, confirmed by its link, used by e-mail, its password replaced', async () => {
    const { kiosk, messages, hub, mails, expectGood } = await openInspected('fr');
    const phone = await MemberPhone.open(path.join(temporaryFolder(), 'pictures'), 'fr');
    const receipt = await askForAccount(kiosk, INSURED);
    expect(receipt).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/u);
    const { code } = await provisionalPassword(hub, messages, INSURED);
    const mail = await activateAccount(kiosk, messages, INSURED, code);
    expect(await hub.loginAtHome(INSURED.email, TOUR_PASSWORD), 'not before it is confirmed').toEqual({
      result: 'unconfirmed',
    });
    await confirmByLink(kiosk, phone, mail);
    await phone.close();
    expect(await hub.loginAtHome(INSURED.email, TOUR_PASSWORD)).toMatchObject({
      result: 'accepted',
      number: null,
    });
    await recoverByEmail(kiosk, messages, INSURED);
    expect(await hub.loginAtHome(INSURED.email, TOUR_PASSWORD), 'the former one').toEqual({
      result: 'wrong',
    });
    expectGood([
      ...CREATION,
      ...['identify', 'activate', 'activate-code', 'activate-identity-email'],
      ...IDENTITY,
      'account-active',
      'account-code',
      'identify-email',
      'login-email',
    ]);
    const told = mails.all.map(({ text }) => text).join('\n');
    for (const secret of [INSURED.number, INSURED.birthDate, TOUR_PASSWORD])
      expect(told).not.toContain(secret);
  });

  it('of a member, in English: confirmed by the code, good by number and by e-mail; the address told again', async () => {
    const { kiosk, messages, hub, expectGood } = await openInspected('en');
    await askForAccount(kiosk, MEMBER);
    const { code } = await provisionalPassword(hub, messages, MEMBER);
    await confirmByCode(kiosk, await activateAccount(kiosk, messages, MEMBER, code));
    for (const identifier of [MEMBER.email, MEMBER.number])
      expect(await hub.loginAtHome(identifier, TOUR_PASSWORD)).toMatchObject({
        result: 'accepted',
        number: MEMBER.number,
      });
    await lostIdentifier(kiosk, messages, MEMBER);
    expectGood([...CREATION, 'identify', 'letter-code', 'activate-identity-email-on-file', ...IDENTITY]);
  });
});
