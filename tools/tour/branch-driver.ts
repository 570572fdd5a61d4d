import type { Browser, Page } from 'playwright';
import { Secret, TOTP } from 'otpauth';
import { openBrowser } from '../preview/open-browser.ts';
import type { DemoAdviser } from '../demo/demo-staff.ts';
import type { Note, Orientation } from './walks.ts';

/** A tablet beside the upright kiosk, the counter's computer beside the other one. */
const SIZES = {
  portrait: { width: 768, height: 1024 },
  landscape: { width: 1280, height: 800 },
} as const;

/** What the adviser of the tour chooses at the first use. */
const PIN = '740296';
const PASSWORD = 'Prune-1789-verte';

/** The branch page in a real browser, as its adviser uses it. */
export class BranchDriver {
  readonly page: Page;
  /** Of the adviser, from the first use on. */
  readonly pin = PIN;
  readonly #browser: Browser;
  readonly #note: Note;
  #recovery: string[] = [];

  private constructor(browser: Browser, page: Page, note: Note) {
    this.#browser = browser;
    this.page = page;
    this.#note = note;
  }

  static async open(url: string, orientation: Orientation, note: Note): Promise<BranchDriver> {
    const browser = await openBrowser();
    const page = await browser.newPage({ locale: 'fr-FR', viewport: SIZES[orientation] });
    await page.goto(`${url}/agence/`);
    return new BranchDriver(browser, page, note);
  }

  /** Keeps a picture of the page. */
  seen(name: string): Promise<void> {
    return this.#note(`agence-${name}`, 0, this.page);
  }

  /** The first use of a badge, up to its recovery codes. */
  async firstUse({ badge, slip }: DemoAdviser): Promise<void> {
    if (slip === null) throw new Error('the badge was used before');
    await this.#press('first-use');
    await this.#fill('badge', badge);
    await this.#fill('slip', slip);
    await this.seen('first-use');
    await this.#press('slip');
    const secret = (await this.page.locator('.secret').textContent()) ?? '';
    await this.seen('app');
    await this.#fill('code', new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    for (const field of ['pin', 'pin-again']) await this.#fill(field, PIN);
    for (const field of ['new-password', 'new-password-again']) await this.#fill(field, PASSWORD);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.codes li').first().waitFor();
    this.#recovery = await this.page.locator('.codes li').allTextContents();
    await this.seen('recovery');
    await this.#press('recovery-done');
  }

  /** A code that was not used yet: those of the authenticator are good once in half a minute. */
  nextCode(): string {
    const code = this.#recovery.shift();
    if (code === undefined) throw new Error('all recovery codes were used');
    return code;
  }

  async logIn({ badge }: DemoAdviser): Promise<void> {
    await this.#fill('badge', badge);
    await this.#fill('password', PASSWORD);
    await this.#fill('code', this.nextCode());
    await this.seen('login');
    await this.#press('log-in');
    await this.page.locator('[data-kiosk]').first().waitFor();
    await this.seen('quiet');
    await this.#press('help');
    await this.page.locator('dl').first().waitFor();
    await this.seen('help');
    await this.#press('help');
  }

  /** Waits for a call, and takes it. */
  async takeCall(): Promise<void> {
    await this.page.locator('[data-action="take"]').waitFor();
    await this.seen('call');
    await this.#press('take');
    await this.page.locator('[data-action="close"]').waitFor();
    await this.seen('taken');
  }

  /** Another page of the same browser. */
  blank(): Promise<Page> {
    return this.#browser.newPage();
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  #press(action: string): Promise<void> {
    return this.page.locator(`[data-action="${action}"]`).click();
  }

  #fill(field: string, text: string): Promise<void> {
    return this.page.locator(`[data-field="${field}"]`).fill(text);
  }
}
