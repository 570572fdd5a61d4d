import type { Member } from '../../src-shared/hub-api/member.ts';
import { codeIn } from '../../test/support/fakes/mailbox.ts';
import { MOST_CODE_TRIES } from '../../src-shared/policy/codes.ts';
import { DEMO_CAST, othersWithEmail } from '../demo/demo-members.ts';
import type { DemoHub } from '../demo/demo-hub.ts';
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
  for (const [page, out] of [
    ['help', 'back'],
    ['security-advice', 'understood'],
  ] as const) {
    await kiosk.tapTo(kiosk.control(`open-${page}`).first(), page);
    await kiosk.tapTo(kiosk.control(out).first(), 'menu');
  }
}

/** An error, the largest text and high contrast. */
export async function states(kiosk: KioskDriver): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.typeDigits('999999');
  await kiosk.tapPast(kiosk.control('submit'), 'identify', ':not([data-problem]) > [role="alert"]');
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

/** A member who mistypes a code until no try is left today. */
export async function shutOut(kiosk: KioskDriver, messages: Messages): Promise<void> {
  const [member] = othersWithEmail();
  if (member === undefined) throw new Error('the demonstration has too few members');
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.identify(member.number);
  await kiosk.tapTo(kiosk.control('choose-email'), 'enter-code');
  const { text } = await messages.nextMail(member.email ?? '', CODE);
  await kiosk.page.locator('[data-delivery="sent"]').waitFor();
  const { page } = kiosk;
  for (let left = MOST_CODE_TRIES - 1; left >= 0; left -= 1) {
    const wrong = (Number(codeIn(text)) + 1 + left) % 1_000_000;
    await kiosk.typeDigits(String(wrong).padStart(6, '0'));
    if (left === 0) break;
    await page.locator(`[data-screen="enter-code"] [data-tries="${left}"]`).waitFor();
    if (left === MOST_CODE_TRIES - 1) await kiosk.seen('enter-code-wrong');
  }
  await page.locator('[data-screen="choose-channel"] [role="alert"]').waitFor();
  await kiosk.seen('choose-channel-shut');
  await kiosk.leave('leave');
}

/** A member who comes while there is no line to head office. */
export async function withoutLine(kiosk: KioskDriver, hub: DemoHub): Promise<void> {
  await hub.stop();
  try {
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await kiosk.identify(DEMO_CAST.both.number);
    await kiosk.page.locator('[data-screen="choose-channel"] [role="alert"]').waitFor();
    await kiosk.seen('choose-channel-offline');
    await kiosk.leave('leave');
  } finally {
    await hub.resume();
  }
}
