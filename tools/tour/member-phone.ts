import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { findChromium } from '../electron-stand-in/chromium/find.js';

/** Widths at which pages of head office are looked at: a phone, and a screen at home. */
const WIDTHS = { phone: 390, desk: 1280 } as const;

/** What a member opens links of mails with: a real browser that knows nothing of the kiosk, scripts turned off. */
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

  /** @param out folder for pictures, whose names begin with `prefix` */
  static async open(out: string, prefix: string): Promise<MemberPhone> {
    const found = findChromium(process.env);
    if ('missing' in found) throw new Error(found.missing);
    mkdirSync(out, { recursive: true });
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({ executablePath: found.path, args });
    const page = await browser.newPage({ javaScriptEnabled: false });
    return new MemberPhone(browser, page, out, prefix);
  }

  /** Opens the link of a mail and presses its button. @throws when the page does not say that it is done */
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
