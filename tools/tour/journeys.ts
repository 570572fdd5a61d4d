import type { Member } from '../../src-shared/hub-api/member.ts';
import { codeIn } from '../../test/support/fakes/mailbox.ts';
import { DEMO_CAST } from '../demo/demo-members.ts';
import type { KioskDriver } from './kiosk-driver.ts';

/** Messages that arrive in the demonstration. */
export interface Messages {
  /** @param holds pattern that its text has to match */
  nextMail(to: string, holds?: RegExp): Promise<{ text: string }>;
  nextSms(to: string): Promise<{ text: string }>;
}

/** Mails with a code: others may have come before. */
const CODE = /\b[0-9]{3}\s[0-9]{3}\b/u;

/** A password that the policy accepts, as short as it may be: touches are counted. */
export const TOUR_PASSWORD = 'Rivage-ocr57';

/** From the idle screen to `define-password`, by a code by e-mail. */
export async function codeByEmail(
  kiosk: KioskDriver,
  messages: Messages,
  member: Member,
  scanned = false,
): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await (scanned ? kiosk.scan(member.number) : kiosk.identify(member.number));
  await kiosk.tapTo(kiosk.control('choose-email'), 'enter-code');
  const mail = await messages.nextMail(member.email ?? '', CODE);
  await kiosk.page.locator('[data-delivery="sent"]').waitFor();
  await kiosk.enterCode(codeIn(mail.text));
}

/**
 * First connection by a code by e-mail, then the first login: the main journey.
 * @param headOffice waits until head office knows the password
 * @param scanned the card is held to the scanner
 */
export async function firstConnection(
  kiosk: KioskDriver,
  messages: Messages,
  options: { readonly member?: Member; readonly headOffice?: boolean; readonly scanned?: boolean } = {},
): Promise<void> {
  const { member = DEMO_CAST.both, headOffice = false, scanned = false } = options;
  await codeByEmail(kiosk, messages, member, scanned);
  await kiosk.definePassword(TOUR_PASSWORD);
  if (headOffice) await kiosk.acceptedByHeadOffice();
  await kiosk.tapTo(kiosk.control('continue'), 'login');
  await kiosk.loginWithChosen();
  await kiosk.leave('logout');
}

/** A code by SMS to a member without e-mail, in English. */
export async function bySms(kiosk: KioskDriver, messages: Messages): Promise<void> {
  const member: Member = DEMO_CAST.phoneOnly;
  await kiosk.tapTo(kiosk.control('language-en').first(), 'menu');
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.identify(member.number);
  await kiosk.tapPast(kiosk.control('choose-sms'), 'enter-code');
  const sms = await messages.nextSms(member.phone ?? '');
  await kiosk.enterCode(codeIn(sms.text));
  await kiosk.definePassword(TOUR_PASSWORD);
  await kiosk.leave('leave');
}

/** The member comes back with the letter that head office printed. */
export async function withLetter(kiosk: KioskDriver, code: string): Promise<void> {
  await kiosk.tapTo(kiosk.control('open-letter'), 'identify');
  await kiosk.identify(DEMO_CAST.neither.number, 'letter-code');
  for (const character of code) await kiosk.control(`key-${character}`).click();
  await kiosk.tapTo(kiosk.control('submit'), 'define-password');
  await kiosk.definePassword(TOUR_PASSWORD);
  await kiosk.leave('leave');
}

/** A letter for a member with only a postal address. */
export async function byLetter(kiosk: KioskDriver): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.identify(DEMO_CAST.neither.number);
  await kiosk.tapPast(kiosk.control('choose-letter'), 'letter-requested');
  await kiosk.tapTo(kiosk.control('continue'), 'menu');
}

/** The information pages, from the menu. */
export async function information(kiosk: KioskDriver): Promise<void> {
  for (const page of ['help', 'security-advice'] as const) {
    await kiosk.tapTo(kiosk.control(`open-${page}`).first(), page);
    await kiosk.tapTo(kiosk.control('back').first(), 'menu');
  }
}

/** An error, the largest text, high contrast, and an account that is shut after too many wrong codes. */
export async function states(kiosk: KioskDriver): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.typeDigits('999999');
  await kiosk.control('submit').click();
  await kiosk.page.locator('[data-screen="identify"] [role="alert"]').first().waitFor();
  await kiosk.seen('identify-unknown');
  for (const size of ['large', 'largest']) {
    await kiosk.control('text-size').first().click();
    await kiosk.page.locator(`html[data-text-size="${size}"]`).waitFor();
  }
  await kiosk.seen('identify-largest');
  await kiosk.control('contrast').first().click();
  await kiosk.page.locator('html[data-contrast="high"]').waitFor();
  await kiosk.seen('identify-contrast');
  await kiosk.leave('leave');
}
