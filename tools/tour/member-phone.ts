import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { openBrowser } from '../preview/open-browser.ts';

/** Widths for the pages of head office: a phone, and a screen at home. */
const WIDTHS = { phone: 390, desk: 1280 } as const;

/**
 * The browser in which a member opens links of mails: a real one, without connection to the kiosk and without
 * scripts.
 */
export class MemberPhone {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #out: string;
  readonly #prefix: string;

  private constructor(browser: Browser, page: Page, out: string, prefix: string) {
    this.#browser = browser;
    this.#page = page;
    this.#out = out;
    this.#prefix = prefix;
  }

  /** @param out folder of pictures; their names begin with `prefix` */
  static async open(out: string, prefix: string): Promise<MemberPhone> {
    mkdirSync(out, { recursive: true });
    const browser = await openBrowser();
    const page = await browser.newPage({ javaScriptEnabled: false });
    return new MemberPhone(browser, page, out, prefix);
  }

  /**
   * Opens the link of a mail and presses its button.
   * @throws when the page does not confirm it
   */
  async confirm(link: string): Promise<void> {
    await this.#page.goto(link);
    await this.#picture('confirm');
    await this.#page.locator('form button').click();
    await this.#page.locator('[data-page="done"]').waitFor();
    await this.#picture('done');
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async #picture(name: string): Promise<void> {
    for (const [device, width] of Object.entries(WIDTHS)) {
      await this.#page.setViewportSize({ width, height: 844 });
      await this.#page.screenshot({
        path: path.join(this.#out, `${this.#prefix}-page-${name}-${device}.png`),
      });
    }
  }
}
