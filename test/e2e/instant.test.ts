import { describe, expect, it } from 'vitest';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

/** Every test of the built application holds that no touch asks for a file (`test/support/kiosk/open-kiosk.ts`); here is what they rely on. */
describe('the page', () => {
  it('has asked for the code of all screens, of staff too, and for its typefaces before the first touch can come', async () => {
    const { page, kiosk } = await openKiosk();
    const asked = () =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
      );
    const parts = ['later-screens', 'space-screens', 'staff-page', 'plain-figures', 'atkinson'];
    const expectAll = () =>
      expect
        .poll(async () => {
          const names = await asked();
          return parts.filter((part) => !names.some((name) => name.startsWith(part)));
        })
        .toEqual([]);
    await expectAll();
    // And after a visit, whose end loads the page anew.
    await kiosk.begin();
    await kiosk.leave('leave');
    await expectAll();
  });

  it('has rehearsed the menu behind the idle screen, which keeps the focus; no frame shows it', async () => {
    const { page, kiosk } = await openKiosk();
    await page.addInitScript(watchForMenu);
    await kiosk.begin();
    await kiosk.leave('leave');
    const seen = () => page.evaluate(() => (globalThis as unknown as Watched).menus);
    await expect.poll(async () => (await seen()).built).toBe(1);
    const frames = (await seen()).frames;
    await expect.poll(async () => (await seen()).frames).toBeGreaterThan(frames + 1);
    expect((await seen()).shown).toBe(0);
    const focused = await page.evaluate(
      () => document.activeElement?.closest<HTMLElement>('[data-screen]')?.dataset['screen'],
    );
    expect(focused).toBe('attract');
  });

  it('that asks for a file after the first touch is found', async () => {
    const { page, kiosk, lateRequests } = await openKiosk();
    await kiosk.begin();
    expect(lateRequests).toEqual([]);
    await page.evaluate(() => fetch('/late.js').catch(() => undefined));
    await expect.poll(() => lateRequests.splice(0)).toHaveLength(1);
  });
});

/** What a document has seen of the menu. */
interface Watched {
  /** `built`: times that it was put into the document; `frames`: all that were drawn, `shown`: those with it. */
  menus: { built: number; frames: number; shown: number };
}

/** Runs in the page, where nothing of this file exists. */
function watchForMenu(): void {
  const menus = { built: 0, frames: 0, shown: 0 };
  (globalThis as unknown as Watched).menus = menus;
  const MENU = '[data-screen="menu"]';
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes]))
      if (node instanceof Element && (node.matches(MENU) || node.querySelector(MENU) !== null))
        menus.built += 1;
  }).observe(document, { subtree: true, childList: true });
  const frame = (): void => {
    menus.frames += 1;
    if (document.querySelector(MENU) !== null) menus.shown += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
