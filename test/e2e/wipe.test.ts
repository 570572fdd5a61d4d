import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { firstConnection, TOUR_PASSWORD } from '../../tools/tour/journeys.ts';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

describe('after a visit', () => {
  it('nothing of the visitor is in the page, its storage or the clipboard', async () => {
    const { app, kiosk, page, messages, mails } = await openKiosk();
    await app.evaluate(({ clipboard }) => clipboard.writeText('copied by the visitor'));
    await page.evaluate(() => {
      localStorage.setItem('left', 'behind');
      sessionStorage.setItem('left', 'behind');
      document.cookie = 'left=behind';
    });
    await firstConnection(kiosk, messages);
    const secrets = [
      DEMO_CAST.both.number,
      DEMO_CAST.both.email ?? '',
      DEMO_CAST.both.familyName,
      TOUR_PASSWORD,
    ];
    const left = await page.evaluate(async () => ({
      html: document.documentElement.outerHTML,
      values: [...document.querySelectorAll('input')].map((input) => input.value),
      local: localStorage.length,
      session: sessionStorage.length,
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
      history: history.length,
      globals: JSON.stringify(Object.keys(window).map((name) => String((window as never)[name]))),
    }));
    for (const secret of secrets) {
      expect(left.html).not.toContain(secret);
      expect(left.globals).not.toContain(secret);
    }
    expect(left).toMatchObject({ values: [], local: 0, session: 0, cookie: '', databases: 0 });
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
    expect(mails.all.length).toBeGreaterThan(0);
  });

  it('language, text size and contrast are the defaults again; they hold during the visit', async () => {
    const { kiosk, page } = await openKiosk();
    await kiosk.tapTo(kiosk.control('language-en').first(), 'menu');
    const look = () =>
      page.evaluate(() => ({
        lang: document.documentElement.lang,
        size: getComputedStyle(document.documentElement).fontSize,
      }));
    const before = await look();
    await kiosk.control('text-size').first().click();
    await page.waitForFunction(
      (size) => getComputedStyle(document.documentElement).fontSize !== size,
      before.size,
    );
    await kiosk.tapTo(kiosk.control('open-help').first(), 'help');
    const during = await look();
    expect(during.lang).toBe('en');
    expect(during.size).not.toBe(before.size);
    await kiosk.leave('leave');
    expect(await look()).toEqual({ lang: 'fr', size: before.size });
  });
});
