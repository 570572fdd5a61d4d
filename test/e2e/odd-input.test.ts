import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { codeByEmail } from '../../tools/tour/journeys.ts';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { openKiosk, openKioskOfHub } from '../support/kiosk/open-kiosk.ts';

/** What no keyboard of the kiosk types: from right to left, an emoji of several characters, accents on their own, nothing to be seen, too much. */
const ODD_TEXTS = [
  'שָׁלוֹם مرحبا',
  '👩🏽‍🦳🇫🇷',
  'e\u0301\u0302\u0327 \u0301',
  '\u200b\u202e\u2066',
  '\ud800',
  '<img src=x onerror=alert(1)>',
  "' OR 1=1 --",
  'W'.repeat(10_000),
  '9'.repeat(10_000),
];

/** Keys of a keyboard that a visitor may have plugged in, or that a scanner sends. */
const ODD_KEYS = [
  ...['Escape', 'Enter', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown', 'ContextMenu', 'Insert'],
  ...[
    'ArrowUp',
    'ArrowDown',
    'ArrowLeft',
    'ArrowRight',
    'Alt+ArrowLeft',
    'Control+a',
    'Control+z',
    'Control+Shift+Tab',
  ],
];

/** Puts a text in place of what a field holds, as a clipboard does. */
async function paste(field: Locator, text: string): Promise<void> {
  const isLeft = await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    (element as HTMLInputElement).focus();
    (element as HTMLInputElement).select();
    return element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
  // Where the page leaves it to the browser; its caret comes to rest in the frame after the focus.
  if (!isLeft) return;
  await field.evaluate(
    (element) =>
      new Promise<void>((done) => {
        requestAnimationFrame(() => {
          (element as HTMLInputElement).select();
          done();
        });
      }),
  );
  await field.page().keyboard.insertText(text);
}

const problem = (page: Page) => page.locator('main [role="alert"], main [role="status"]').first();

describe('what nobody types', () => {
  it('in a number is left out, and in a password is told', async () => {
    const { kiosk, page, messages } = await openKiosk();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    const number = page.locator('[data-field="number"]');
    for (const text of ODD_TEXTS) {
      await paste(number, text);
      expect(await number.inputValue(), text.slice(0, 40)).toMatch(/^[0-9]{0,10}$/u);
    }
    await kiosk.leave('leave');

    await codeByEmail(kiosk, messages, DEMO_CAST.emailOnly);
    const password = page.locator('[data-field="password"]');
    for (const text of ODD_TEXTS) {
      await paste(password, text);
      await kiosk.control('submit').first().click({ force: true });
      expect(await kiosk.screen(), text.slice(0, 40)).toBe('define-password');
      await expect.poll(() => page.locator('[data-field="confirmation"]').count()).toBe(0);
    }
    expect(faults).toEqual([]);
  });

  it('as an address is refused in words, and the form goes on', async () => {
    const { kiosk, page } = await openKioskOfHub();
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-login'), 'login');
    await kiosk.control('use-email').first().click();
    const email = page.locator('[data-field="email"]');
    for (const text of ODD_TEXTS) {
      await paste(email, text);
      await kiosk.control('submit').first().click({ force: true });
      expect(await kiosk.screen()).toBe('login');
      if ((await email.inputValue()).trim() !== '') await problem(page).waitFor();
    }
    await paste(email, 'zoe.exemple@orange.fr');
    await kiosk.control('submit').first().click();
    await page.locator('[data-field="password"]').waitFor();
  });
});

describe('a keyboard that somebody has plugged in', () => {
  it('ends no visit, leaves no page and zooms nothing, on any of the first screens', async () => {
    const { kiosk, page } = await openKiosk();
    const url = page.url();
    const still = async (screen: string): Promise<void> => {
      for (const key of ODD_KEYS) await page.keyboard.press(key);
      await page.mouse.move(500, 900);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -400);
      await page.keyboard.up('Control');
      expect(await kiosk.screen()).toBe(screen);
      expect(page.url()).toBe(url);
      expect(await page.evaluate(() => [visualViewport?.scale, devicePixelRatio, scrollX, scrollY])).toEqual([
        1, 1, 0, 0,
      ]);
    };
    await kiosk.begin();
    await still('menu');
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await kiosk.typeDigits('12');
    await still('identify');
    await kiosk.control('back').first().click();
    await kiosk.arrive('menu');
    await kiosk.tapTo(kiosk.control('open-help'), 'help');
    await still('help');
  });

  it('drags no text, and opens no menu', async () => {
    const { kiosk, page } = await openKiosk();
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await kiosk.typeDigits('1234');
    const isPrevented = (type: string): Promise<boolean> =>
      page
        .locator('[data-field="number"]')
        .evaluate(
          (element, name) => !element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true })),
          type,
        );
    expect(await isPrevented('dragstart')).toBe(true);
    expect(await isPrevented('contextmenu')).toBe(true);
  });
});

describe('a pen', () => {
  it('presses as a finger does: once, and not what comes where it has pressed', async () => {
    const { kiosk, page } = await openKiosk();
    const cdp = await page.context().newCDPSession(page);
    const box = await kiosk.control('begin').first().boundingBox();
    if (box === null) throw new Error('no button');
    const place = {
      ...{ x: box.x + box.width / 2, y: box.y + box.height / 2 },
      button: 'left',
      clickCount: 1,
      pointerType: 'pen',
    } as const;
    const tap = async (timestamp: number): Promise<void> => {
      await cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...place, timestamp });
      await cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...place, timestamp });
    };
    // However long this page takes: the second tap comes 0.3 seconds after the first.
    const now = await page.evaluate(() => (performance.timeOrigin + performance.now()) / 1000);
    await tap(now);
    await kiosk.arrive('menu');
    // There is a tile in that place now.
    await tap(now + 0.3);
    await kiosk.control('text-size').first().click();
    await page.locator('html[data-text-size="large"]').waitFor();
    expect(await kiosk.screen()).toBe('menu');
  });
});
