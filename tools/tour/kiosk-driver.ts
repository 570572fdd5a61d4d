import type { Locator, Page } from 'playwright';
import { pictogramFor, recognisePicture } from '../../test/support/pictures/recognise-picture.ts';
import { timedTap, timedTapUnless, TOUCH_AGAIN } from './tap-timer.ts';
import { visitCount, type VisitCount } from './touch-counter.ts';

/** Called with every screen that is reached. */
export type ScreenListener = (screen: string, milliseconds: number) => Promise<void>;

/**
 * The kiosk has answered a member number that came too early: the button is inert as long as the answer is on its way,
 * and no more on this screen when the number was taken.
 */
const PACED =
  '[data-screen="identify"]:has([data-problem="paused"]) [data-action="submit"]:not([aria-disabled="true"])';

/** The anti-robot is asked. */
const ROBOT = '[data-action="picture-0"]';

/** Drives the kiosk through its screen only, like a member: taps, keys and eyes. */
export class KioskDriver {
  readonly page: Page;
  readonly #onScreen: ScreenListener;
  readonly #language: 'fr' | 'en';
  /**
   * Screens and touches of the last visit, up to its end. Without the anti-robot of whoever names numbers faster than people: it is
   * one screen with one touch.
   */
  lastVisit: VisitCount = { screens: 0, touches: 0 };
  /** Times that this visit was asked for it. */
  #hasty = 0;

  constructor(page: Page, onScreen: ScreenListener = () => Promise.resolve(), language: 'fr' | 'en' = 'fr') {
    this.page = page;
    this.#onScreen = onScreen;
    this.#language = language;
  }

  /** The control with a stable name. */
  control(action: string): Locator {
    return this.page.locator(`[data-action="${action}"]:visible`);
  }

  /** Id of the present screen. */
  async screen(): Promise<string> {
    return (await this.page.locator('[data-screen]').first().getAttribute('data-screen')) ?? '';
  }

  /** Waits for a screen that comes without a tap. */
  async arrive(screen: string): Promise<void> {
    await this.page.locator(`[data-screen="${screen}"]`).waitFor();
  }

  /** Waits for a screen that a scan leads to, by way of the anti-robot where it is asked: scans follow each other fast. */
  async arrivePast(screen: string): Promise<void> {
    await this.page.locator(`[data-screen="${screen}"], [data-screen="anti-robot"] ${ROBOT}`).waitFor();
    if ((await this.screen()) !== 'anti-robot') return;
    this.#hasty += 1;
    await this.tapTo(await this.rightPicture(), screen);
  }

  /** Taps a control that leads to another screen, or to a change of this one that `sign` selects. */
  async tapTo(target: Locator, screen: string, sign?: string): Promise<void> {
    const milliseconds = await timedTap(this.page, target, screen, sign);
    await this.#onScreen(screen, milliseconds);
  }

  /**
   * Taps a control that leads to another screen, by way of the anti-robot where it is asked. A program types numbers
   * faster than people, and the kiosk paces them: where it asks to wait, the control is tapped again until it leads on.
   * @param sign selects what shows it on the screen itself, where the tap leads to a change of this one
   */
  async tapPast(target: Locator, screen: string, sign?: string): Promise<void> {
    for (;;) {
      const straight = await timedTapUnless(this.page, target, screen, `${PACED}, ${ROBOT}`, sign);
      if (straight !== null) return this.#onScreen(screen, straight);
      if (!(await this.page.locator(ROBOT).isVisible())) continue;
      if ((await this.screen()) === 'anti-robot') {
        this.#hasty += 1;
        await this.#onScreen('anti-robot', 0);
      }
      const past = await timedTapUnless(this.page, await this.rightPicture(), screen, PACED, sign);
      if (past !== null) return this.#onScreen(screen, past);
    }
  }

  /** Taps a control that leads to another part of a screen; reported as `screen-part`. */
  async tapToPhase(target: Locator, screen: string, phase: string): Promise<void> {
    const milliseconds = await timedTap(this.page, target, screen, '', phase);
    await this.#onScreen(`${screen}-${phase}`, milliseconds);
  }

  /** Reports a screen that came without a tap. */
  async seen(screen: string): Promise<void> {
    await this.#onScreen(screen, 0);
  }

  /** Ends the visit and waits until the page is loaded again. */
  async leave(action: 'leave' | 'logout'): Promise<void> {
    const { screens, touches } = await visitCount(this.page);
    this.lastVisit = { screens: screens - this.#hasty, touches: touches - this.#hasty };
    await this.page.evaluate(() => document.documentElement.setAttribute('data-before-wipe', ''));
    await this.control(action).first().click();
    await this.page.locator('html:not([data-before-wipe]) [data-screen="attract"]').waitFor();
  }

  /** From the idle screen to the menu, in the driver's language. */
  async begin(): Promise<void> {
    this.#hasty = 0;
    const way = this.#language === 'fr' ? 'begin' : `language-${this.#language}`;
    await this.tapTo(this.control(way).first(), 'menu');
  }

  /** From `identify` to the screen of a member. */
  async identify(
    number: string,
    screen: 'choose-channel' | 'letter-code' | 'take-ticket' = 'choose-channel',
  ): Promise<void> {
    await this.typeDigits(number);
    await this.tapPast(this.control('submit'), screen);
  }

  /** From `identify` to the screen of a member whose card is read by a scanner that types. */
  async scan(number: string): Promise<void> {
    await this.page.keyboard.type(number);
    await this.page.keyboard.press('Enter');
    await this.arrivePast('choose-channel');
    await this.#onScreen('choose-channel', 0);
  }

  /** From the idle screen and back, until the kiosk knows its members. */
  async awaitMembers(number: string): Promise<void> {
    const ended = this.page.locator('[data-screen="attract"], [data-screen="out-of-service"]');
    for (;;) {
      try {
        await this.#askForMember(number);
        break;
      } catch (error) {
        // A kiosk that is not enrolled yet goes out of service, which ends the visit; it opens again by itself.
        if (!(await ended.isVisible())) throw error;
        await this.page.locator('[data-screen="attract"]').waitFor();
      }
    }
    await this.leave('leave');
  }

  async #askForMember(number: string): Promise<void> {
    const known = this.page.locator('[data-screen="choose-channel"]');
    const notYet = this.page.locator('[data-screen="identify"] [role="status"]');
    await this.control('begin').first().click();
    await this.control('open-password').click();
    await this.typeDigits(number);
    do {
      // The answer to the touch before may be on its way, and take the button with it.
      await this.control('submit')
        .click({ timeout: TOUCH_AGAIN })
        .catch(() => undefined);
      await known.or(notYet).first().waitFor();
    } while (!(await known.isVisible()));
  }

  /** Waits until head office has accepted a decision. */
  async acceptedByHeadOffice(): Promise<void> {
    await this.page.locator('[data-head-office="accepted"]').waitFor();
  }

  /** Taps digits on the number pad. */
  async typeDigits(digits: string): Promise<void> {
    for (const digit of digits) await this.control(`key-${digit}`).click();
  }

  /** Types the code of a message, whose last digit leads on: to another screen, or to another part of this one. */
  async enterCode(code: string, screen = 'define-password', phase?: string): Promise<void> {
    await this.typeDigits(code.slice(0, -1));
    const last = this.control(`key-${code.at(-1)}`);
    await (phase === undefined ? this.tapTo(last, screen) : this.tapToPhase(last, screen, phase));
  }

  /** Types a password twice on the physical keyboard, and goes through the anti-robot where it is asked. */
  async definePassword(password: string): Promise<void> {
    await this.#fillTwice(password);
    await this.tapPast(this.control('submit'), 'password-done');
  }

  /** Types a new password and its confirmation, up to the pictures. */
  async typePasswordTwice(password: string): Promise<void> {
    await this.#fillTwice(password);
    await this.#tapWithin('submit', ROBOT);
  }

  async #fillTwice(password: string): Promise<void> {
    await this.#fill('password', password);
    await this.#tapWithin('submit', '[data-field="confirmation"]');
    await this.#fill('confirmation', password);
  }

  /** Types the identifier on the login screen, up to the password. */
  async typeIdentifier(number: string): Promise<void> {
    await this.typeDigits(number);
    await this.#tapWithin('submit', '[data-field="password"]');
  }

  /** From `login` to the member space, with the password that was just chosen in this visit. */
  async loginWithChosen(): Promise<void> {
    await this.tapPast(this.control('submit'), 'space-home');
  }

  /** From `login` with a known identifier to the member space. */
  async login(password: string): Promise<void> {
    await this.#fill('password', password);
    await this.tapPast(this.control('submit'), 'space-home');
  }

  /** The one of the eight pictures that matches the word. */
  async rightPicture(): Promise<Locator> {
    return this.control(`picture-${await this.#rightIndex()}`);
  }

  /** A picture that does not match the word. */
  async wrongPicture(): Promise<Locator> {
    return this.control(`picture-${((await this.#rightIndex()) + 1) % 8}`);
  }

  async #rightIndex(): Promise<number> {
    const images = await this.page
      .locator('[data-action^="picture-"] img')
      .evaluateAll((list) => list.map((image) => (image as HTMLImageElement).src));
    const word = (await this.page.locator('[data-word]').first().textContent()) ?? '';
    const language = (await this.page.locator('html').getAttribute('lang')) === 'en' ? 'en' : 'fr';
    return recognisePicture(images, pictogramFor(word.trim(), language));
  }

  async #fill(field: string, text: string): Promise<void> {
    await this.page.locator(`[data-field="${field}"]:visible`).click();
    await this.page.keyboard.type(text);
  }

  async #tapWithin(action: string, sign: string): Promise<void> {
    await this.control(action).click();
    await this.page.locator(`${sign}:visible`).first().waitFor();
  }
}
