import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { launch, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

describe('a session', () => {
  let launched: Launched;
  let page: Page;
  beforeAll(async () => {
    launched = await launch();
    page = await shownPage(launched.app);
  });
  afterAll(() => launched.app.close());

  const inPage = (expression: string): Promise<unknown> => page.evaluate(expression);

  const FILL = `(async () => {
    localStorage.setItem('member', '12345');
    sessionStorage.setItem('member', '12345');
    document.cookie = 'member=12345; path=/';
    await (await caches.open('member')).put('/member', new Response('12345'));
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('member', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('member').put('12345', 1);
      request.onsuccess = () => { request.result.close(); resolve() };
      request.onerror = reject;
    });
  })()`;
  const LOOK = `(async () => [localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length, (await indexedDB.databases()).length])()`;

  it('forgets what pages stored', async () => {
    await inPage(FILL);
    expect(await inPage(LOOK)).toEqual([1, 1, 'member=12345', 1, 1]);
    await launched.app.evaluate(() => globalThis.mainWindow.webContents.session.clearStorageData());
    expect(await inPage(LOOK)).toEqual([0, 0, '', 0, 0]);
    await page.reload();
    expect(await inPage(LOOK)).toEqual([0, 0, '', 0, 0]);
  });

  it('has one clipboard with its pages', async () => {
    const clipboardText = (): Promise<string> =>
      launched.app.evaluate(({ clipboard }) => clipboard.readText());
    await page.evaluate(() => {
      document.body.innerHTML = '<input id="from" value="code 4711"><input id="to">';
    });
    await page.locator('#from').selectText();
    await page.keyboard.press('ControlOrMeta+C');
    await expect.poll(clipboardText).toBe('code 4711');

    const pasted = async (): Promise<string> => {
      await page.locator('#to').fill('');
      await page.keyboard.press('ControlOrMeta+V');
      return page.locator('#to').inputValue();
    };
    await launched.app.evaluate(({ clipboard }) => clipboard.writeText('from main'));
    await expect.poll(pasted).toBe('from main');

    await launched.app.evaluate(({ clipboard }) => clipboard.clear());
    await expect.poll(pasted).toBe('');
    expect(await clipboardText()).toBe('');
  });

  it('lets nothing be downloaded', async () => {
    const downloads: unknown[] = [];
    page.on('download', (download) => downloads.push(download));
    await inPage(
      `(() => { const a = document.createElement('a'); a.href = '/index.html'; a.download = 'x.html'; document.body.append(a); a.click() })()`,
    );
    expect(await inPage(`fetch('/index.html').then((r) => r.status)`)).toBe(200);
    expect(downloads).toEqual([]);
  });
});
