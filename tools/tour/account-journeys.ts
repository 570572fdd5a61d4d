import { codeIn } from '../../test/support/fakes/mailbox.ts';
import { DEMO_CAST, demoMembers } from '../demo/demo-members.ts';
import { DEMO_INSURED } from '../demo/demo-insured.ts';
import type { DemoHub } from '../demo/demo-hub.ts';
import { letterWithCode } from '../demo/read-letter.ts';
import { AccountDriver, type AccountPerson } from './account-driver.ts';
import type { KioskDriver } from './kiosk-driver.ts';
import { TOUR_PASSWORD, type Messages } from './journeys.ts';
import type { MemberPhone } from './member-phone.ts';

const LINK = /https?:\/\/\S+\/compte\/confirmation\/[\w-]+/u;
const POSTED = /courrier|letter/iu;
const REMINDER = /avec cette adresse|with this e\u2011mail address/u;
const CODE = /\b[0-9]{3}\s[0-9]{3}\b/u;

/** Chosen after the first one is forgotten. */
const NEXT_PASSWORD = 'Marée-Verte-61';

/** An insured person of the demonstration, in the form of the screens. */
export const INSURED: AccountPerson = {
  ...DEMO_INSURED.corsican,
  situation: 'insured',
  number: DEMO_INSURED.corsican.nir,
};

/** A member who takes the address on file as identifier. */
export const MEMBER: AccountPerson = memberWithAddress();

function memberWithAddress(): AccountPerson {
  const cast: readonly string[] = Object.values(DEMO_CAST).map(({ number }) => number);
  for (const { email, postalCode, ...member } of demoMembers())
    if (email !== null && postalCode !== null && !cast.includes(member.number))
      return { ...member, situation: 'member', email, postalCode, isOnFile: true };
  throw new Error('no member has an address');
}

/**
 * Asks for an account, from the idle screen and back.
 * @returns the receipt number
 */
export async function askForAccount(kiosk: KioskDriver, person: AccountPerson): Promise<string> {
  const driver = new AccountDriver(kiosk);
  await kiosk.begin();
  await driver.chooseSituation(person, 'create-account');
  await driver.fillRequest(person, { email: true });
  const receipt = await driver.send();
  await kiosk.acceptedByHeadOffice();
  await kiosk.leave('leave');
  return receipt;
}

/**
 * Head office prints the waiting letters.
 * @returns the provisional password of the one letter
 */
export async function provisionalPassword(
  hub: DemoHub,
  messages: Messages,
  person: AccountPerson,
): Promise<{ readonly code: string; readonly letter: string }> {
  const { code, file } = await letterWithCode(await hub.printLetters());
  await messages.nextMail(person.email, POSTED);
  return { code, letter: file };
}

/**
 * From the idle screen to the mail with link and code.
 * @returns the mail's text
 */
export async function activateAccount(
  kiosk: KioskDriver,
  messages: Messages,
  person: AccountPerson,
  code: string,
): Promise<string> {
  const driver = new AccountDriver(kiosk);
  await kiosk.begin();
  await driver.open(person, code);
  await driver.defineIdentity(person, TOUR_PASSWORD);
  const { text } = await messages.nextMail(person.email, LINK);
  await kiosk.page.locator('[data-mail="sent"]').waitFor();
  return text;
}

/** Opens the link on a phone; the kiosk notices it and leads to the login by e-mail. */
export async function confirmByLink(kiosk: KioskDriver, phone: MemberPhone, mail: string): Promise<void> {
  await phone.confirm(linkIn(mail));
  await kiosk.arrive('account-active');
  await kiosk.seen('account-active');
  await kiosk.tapTo(kiosk.control('continue'), 'login');
  await kiosk.login(TOUR_PASSWORD);
  await kiosk.leave('logout');
}

/** Types the code of the same mail at the kiosk. */
export async function confirmByCode(kiosk: KioskDriver, mail: string): Promise<void> {
  await kiosk.enterCode(codeIn(mail), 'login');
  await kiosk.loginWithChosen();
  await kiosk.leave('logout');
}

/** A forgotten password: a code by e-mail, then a login with the typed address. */
export async function recoverByEmail(
  kiosk: KioskDriver,
  messages: Messages,
  person: AccountPerson,
): Promise<void> {
  const driver = new AccountDriver(kiosk);
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await driver.giveEmail('identify', person.email);
  await kiosk.tapPast(kiosk.control('submit'), 'account-code');
  const mail = await messages.nextMail(person.email, CODE);
  await kiosk.enterCode(codeIn(mail.text));
  await kiosk.definePassword(NEXT_PASSWORD);
  await kiosk.leave('leave');
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-login'), 'login');
  await driver.giveEmail('login', person.email);
  await kiosk.tapToPhase(kiosk.control('submit'), 'login', 'password');
  await kiosk.login(NEXT_PASSWORD);
  await kiosk.leave('logout');
}

/** A forgotten e-mail address: a mail to the address tells it. */
export async function lostIdentifier(
  kiosk: KioskDriver,
  messages: Messages,
  person: AccountPerson,
): Promise<void> {
  const driver = new AccountDriver(kiosk);
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-help').first(), 'help');
  await driver.chooseSituation(person, 'lost-identifier');
  await driver.fillRequest(person, { email: false });
  await driver.send(true);
  await messages.nextMail(person.email, REMINDER);
  await kiosk.leave('leave');
}

/** The link in a mail. */
export function linkIn(mail: string): string {
  const [link] = LINK.exec(mail) ?? [];
  if (link === undefined) throw new Error('the mail bears no link');
  return link;
}
