import { axeViolations } from '../../test/support/axe-violations.ts';
import { codeIn } from '../../test/support/fakes/mailbox.ts';
import { DEMO_CAST } from '../demo/demo-members.ts';
import { BranchDriver } from './branch-driver.ts';
import { keepGuidePictures } from './guide-pictures.ts';
import type { KioskDriver } from './kiosk-driver.ts';
import { StaffDriver } from './staff-driver.ts';
import type { Note, Orientation, Walk, Walks } from './walks.ts';

/** The code of an SMS, in two groups. */
const CODE = /\b\d{3}\s\d{3}\b/u;

/** Walks like an adviser: the branch page, calls, staff mode with each act, the waiting ticket, the morning test. */
export class StaffTour {
  /** What axe found: picture and rule. */
  readonly barriers: string[] = [];
  readonly #walks: Walks;
  readonly #guide: string | null;

  /** @param guide folder of the guide's pictures, which are made anew; null: they stay */
  constructor(walks: Walks, guide: string | null) {
    this.#walks = walks;
    this.#guide = guide;
  }

  async walk(orientation: Orientation): Promise<void> {
    this.#walks.say(`\n${orientation}: head office, kiosk and branch page start …`);
    await this.#walks.onKiosk(orientation, { hub: 'in-memory' }, (at) => this.#walk(orientation, at));
  }

  async #walk(orientation: Orientation, { kiosk, note, messages, environment }: Walk): Promise<void> {
    const { hub } = environment;
    const adviser = hub?.advisers.find(({ role }) => role === 'adviser');
    if (hub === null || adviser === undefined) throw new Error('the tour needs head office and an adviser');
    const member = DEMO_CAST.both;
    await kiosk.awaitMembers(member.number);
    const checked: Note = async (screen, ms, page = kiosk.page) => {
      for (const barrier of await axeViolations(page)) this.barriers.push(`${screen}: ${barrier}`);
      await note(screen, ms, page);
    };
    const branch = await BranchDriver.open(hub.url, orientation, checked);
    const seen = (screen: string): Promise<void> => checked(screen, 0);
    const staff = new StaffDriver(kiosk.page, branch, adviser.badge, seen);
    try {
      await branch.firstUse(adviser);
      await branch.logIn(adviser);
      await this.#stuckMember(kiosk, seen, branch, staff);
      await waitBeside(kiosk, seen);
      // The correction was told to the phone before.
      let text = '';
      while (!CODE.test(text)) ({ text } = await messages.nextSms(member.phone ?? ''));
      await kiosk.enterCode(codeIn(text));
      await kiosk.leave('leave');
      await helpToLogIn(kiosk, staff);
      await helpWithAccount(kiosk, staff);
      await staff.enter();
      await staff.open('sync');
      await staff.press('back');
      await staff.open('test');
      await staff.morningTest();
      await branch.page.locator('[data-kiosk]', { hasText: 'Test du matin' }).waitFor();
      await branch.seen('test');
      await staff.leave();
      await hub.stop();
      try {
        await withoutLine(kiosk, seen, staff);
      } finally {
        await hub.resume();
      }
      if (this.#guide !== null && orientation === 'landscape')
        await keepGuidePictures(await branch.blank(), this.#walks.steps, this.#guide);
    } finally {
      await branch.close();
    }
  }

  /** A member mistypes a code and calls; the adviser takes the call, comes, and does what concerns the code. */
  async #stuckMember(
    kiosk: KioskDriver,
    seen: (screen: string) => Promise<void>,
    branch: BranchDriver,
    staff: StaffDriver,
  ): Promise<void> {
    const { page } = kiosk;
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await kiosk.identify(DEMO_CAST.both.number);
    await kiosk.tapTo(kiosk.control('choose-email'), 'enter-code');
    await page.locator('[data-delivery="sent"]').waitFor();
    await kiosk.typeDigits('000000');
    await page.locator('[data-screen="enter-code"] [role="alert"]').first().waitFor();
    await kiosk.control('call').first().click();
    await page.locator('[data-screen="call"][data-state="none"]').waitFor();
    await seen('call');
    await page.locator('[data-action="call-adviser"]').click();
    await page.locator('[data-screen="call"][data-state="calling"]').waitFor();
    await seen('call-calling');
    await branch.takeCall();
    await page.locator('[data-screen="call"][data-state="taken"]').waitFor();
    await seen('call-taken');
    await page.locator('[data-action="call-close"]').click();
    await staff.enter(true);
    await staff.open('assist');
    await staff.act('restart-step');
    await staff.act('more-time');
    await staff.act('give-try', true);
    await staff.act('start-letter');
    await staff.act('correct-contact');
    await staff.act('resend-code');
    await staff.press('staff-give-back');
    await page.locator('[data-screen="enter-code"]').waitFor();
  }
}

/** The member steps aside with a ticket, and comes back with it. */
async function waitBeside(kiosk: KioskDriver, seen: (screen: string) => Promise<void>): Promise<void> {
  const { page } = kiosk;
  await kiosk.control('step-aside').first().click();
  const shown = page.locator('[data-screen="waiting-ticket"] [data-receipt]');
  await shown.waitFor();
  await seen('waiting-ticket');
  const ticket = (await shown.getAttribute('data-receipt')) ?? '';
  await page.evaluate(() => document.documentElement.setAttribute('data-before-wipe', ''));
  await kiosk.control('continue').click();
  await page.locator('html:not([data-before-wipe]) [data-screen="attract"]').waitFor();
  await kiosk.begin();
  await kiosk.control('open-ticket').click();
  await kiosk.arrive('identify');
  await kiosk.identify(DEMO_CAST.both.number, 'take-ticket');
  for (const character of ticket) await kiosk.control(`key-${character}`).click();
  await seen('take-ticket');
  await kiosk.control('submit').click();
  await kiosk.arrive('enter-code');
}

/** The adviser attests that a person stands at the login. */
async function helpToLogIn(kiosk: KioskDriver, staff: StaffDriver): Promise<void> {
  await kiosk.begin();
  await kiosk.tapTo(kiosk.control('open-login').first(), 'login');
  await staff.enter();
  await staff.open('assist');
  await staff.act('attest-anti-robot');
  await staff.press('staff-give-back');
  await kiosk.page.locator('[data-screen="login"]').waitFor();
  await kiosk.leave('leave');
}

/** The adviser opens the request for an account, then ends the visit of who left. */
async function helpWithAccount(kiosk: KioskDriver, staff: StaffDriver): Promise<void> {
  const { page } = kiosk;
  await kiosk.begin();
  await staff.enter();
  await staff.open('assist');
  await staff.act('help-account');
  await staff.press('staff-give-back');
  await page.locator('[data-screen="account-situation"]').waitFor();
  await staff.enter();
  await staff.open('assist');
  await staff.act('end-visit');
  await page.evaluate(() => document.documentElement.setAttribute('data-before-wipe', ''));
  await staff.press('staff-give-back');
  await page.locator('html:not([data-before-wipe]) [data-screen="attract"]').waitFor();
}

/** The line is cut: the call is a light and a sound, and staff mode opens by the list of the branch's staff. */
async function withoutLine(
  kiosk: KioskDriver,
  seen: (screen: string) => Promise<void>,
  staff: StaffDriver,
): Promise<void> {
  const { page } = kiosk;
  await kiosk.begin();
  await kiosk.control('call').first().click();
  await page.locator('[data-action="call-adviser"]').click();
  await page.locator('[data-screen="call"][data-state="here"]').waitFor();
  await seen('call-here');
  await page.locator('[data-action="call-close"]').click();
  await kiosk.leave('leave');
  await page.locator('[data-light]').waitFor();
  await seen('attract-light');
  await kiosk.begin();
  await staff.enter();
  await staff.press('staff-assist');
  await staff.arrive('staff-assist');
  await seen('staff-assist-offline');
  await staff.leave();
  await kiosk.leave('leave');
}
