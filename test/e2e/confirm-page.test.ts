import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { pageHtml } from '../../src-hub/pages/page-html.ts';
import type { PageView } from '../../src-hub/pages/page-view.ts';
import { openBrowser } from '../../tools/preview/open-browser.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { AccountFixture } from '../support/hub/account-fixture.ts';
import { rigSettings } from '../support/hub/hub-rig.ts';
import { HOUR } from '../../src-shared/time/units.ts';

const PHONE = { width: 390, height: 844 };
const identifier = 'o•••e@exemple.fr';

const VIEWS: readonly PageView[] = [
  { kind: 'confirm', givenName: 'Marie-Antoinette', identifier },
  { kind: 'done', identifier },
  { kind: 'already' },
  { kind: 'expired', identifier },
  { kind: 'sent', identifier },
  { kind: 'too-early', identifier, at: Date.UTC(2026, 10, 23, 9) },
  { kind: 'unknown' },
  { kind: 'refused' },
  { kind: 'too-many' },
  { kind: 'unavailable' },
];

let browser: Browser;
let fixture: AccountFixture;

beforeAll(async () => {
  browser = await openBrowser();
  fixture = await AccountFixture.open();
});
afterAll(async () => {
  await browser.close();
  await fixture.close();
});

async function newPage(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  return context.newPage();
}

const addressOf = (token: string): string => `${fixture.url}/compte/confirmation/${token}`;
const kindOf = (page: Page): Promise<string | null> => page.locator('body').getAttribute('data-page');

describe('on a phone without script', () => {
  it('the button of the page confirms, once, and the other language keeps the link', async () => {
    const account = await fixture.account(await fixture.member());
    const token = await fixture.link(account);
    const page = await newPage({ viewport: PHONE, javaScriptEnabled: false });
    await page.goto(addressOf(token));
    expect(await kindOf(page)).toBe('confirm');
    await page.getByRole('link', { name: 'English' }).click();
    expect(page.url()).toBe(`${addressOf(token)}?lang=en`);
    await page.getByRole('button', { name: 'Confirm my account' }).click();
    await page.getByRole('heading', { name: 'Your account is active' }).waitFor();
    await page.reload();
    expect(await kindOf(page)).toBe('already');
    await page.getByRole('link', { name: 'Français' }).click();
    await page.getByRole('heading', { name: 'Ce compte est déjà confirmé' }).waitFor();
  });

  it('an expired link brings a new mail, by keyboard alone', async () => {
    const account = await fixture.account(await fixture.insured());
    const token = await fixture.link(account);
    fixture.clock.now += 49 * HOUR;
    const page = await newPage({ viewport: PHONE, javaScriptEnabled: false });
    await page.goto(addressOf(token));
    expect(await kindOf(page)).toBe('expired');
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('heading', { name: 'Un nouveau message est en route' }).waitFor();
    expect(await fixture.mails(account.email)).toHaveLength(2);
  });
});

describe('with another site open', () => {
  it('a form made there is refused', async () => {
    const account = await fixture.account(await fixture.member());
    const token = await fixture.link(account);
    const page = await newPage({});
    await page.goto(addressOf(token));
    const field = await page.locator('input[type=hidden]').getAttribute('value');
    // A page of another origin: the port differs, the host too.
    await page.goto(`${fixture.url.replace('127.0.0.1', 'localhost')}/healthz`);
    await page.setContent(
      `<form method="post" action="${addressOf(token)}"><input name="page" value="${field ?? ''}"><button>x</button></form>`,
    );
    await page.getByRole('button').click();
    await page.locator('body[data-page=refused]').waitFor();
    await page.goto(addressOf(token));
    expect(await kindOf(page)).toBe('confirm');
  });
});

describe('what is seen', () => {
  it('has its style, and breaks no rule of its own policy', async () => {
    const token = await fixture.link(await fixture.account(await fixture.member()));
    const page = await newPage({ viewport: PHONE });
    const faults: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(addressOf(token));
    const button = page.getByRole('button');
    const colour = await button.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(colour).toBe('rgb(11, 85, 99)');
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).toBe('solid');
    expect(faults).toEqual([]);
  });

  it.each([
    ['light', VIEWS],
    // Between them these have every colour.
    ['dark', VIEWS.filter(({ kind }) => kind === 'expired' || kind === 'already')],
  ] as const)('passes axe in %s colours and fits a narrow screen', async (colorScheme, views) => {
    const page = await newPage({ viewport: PHONE, colorScheme });
    for (const [place, view] of views.entries()) {
      const language = place % 2 === 0 ? 'fr' : 'en';
      const form = { action: '?lang=fr', proof: 'x' };
      await page.setContent(pageHtml(view, { language, switchable: true, form, settings: rigSettings() }));
      expect([view.kind, await axeViolations(page)]).toEqual([view.kind, []]);
      // 640 px at 200 %.
      await page.setViewportSize({ width: 320, height: 640 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([view.kind, overflow]).toEqual([view.kind, 0]);
      await page.setViewportSize(PHONE);
    }
  });
});
