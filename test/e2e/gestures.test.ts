import type { CDPSession } from 'playwright';
import { describe, expect, it } from 'vitest';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Moves one finger or several, each from one point to another. */
async function swipe(
  cdp: CDPSession,
  fingers: readonly (readonly [from: Point, to: Point])[],
): Promise<void> {
  const STEPS = 12;
  for (let step = 0; step <= STEPS; step++) {
    const touchPoints = fingers.map(([from, to], id) => ({
      id,
      x: from.x + ((to.x - from.x) * step) / STEPS,
      y: from.y + ((to.y - from.y) * step) / STEPS,
    }));
    await cdp.send('Input.dispatchTouchEvent', {
      type: step === 0 ? 'touchStart' : 'touchMove',
      touchPoints,
    });
  }
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const at = (x: number, y: number): Point => ({ x, y });

/** Every way over a page of 1080 × 1920 that means something elsewhere. */
const GESTURES: Readonly<Record<string, readonly (readonly [Point, Point])[]>> = {
  'to the right, over the keys': [[at(60, 1500), at(1000, 1510)]],
  'to the left, over the keys': [[at(1020, 1500), at(80, 1510)]],
  'to the right, over the text': [[at(20, 500), at(1000, 500)]],
  'from the edge': [[at(0, 900), at(900, 900)]],
  'down from the top': [[at(540, 5), at(540, 1500)]],
  'up from the bottom': [[at(540, 1910), at(540, 300)]],
  'two fingers apart': [
    [at(500, 900), at(200, 600)],
    [at(580, 980), at(880, 1280)],
  ],
  'two fingers together': [
    [at(200, 600), at(500, 900)],
    [at(880, 1280), at(580, 980)],
  ],
  'two fingers to the right': [
    [at(100, 900), at(900, 900)],
    [at(100, 1000), at(900, 1000)],
  ],
};

describe('a finger', () => {
  it('moves, zooms and drags nothing, and never goes back', async () => {
    const { kiosk, page } = await openKiosk();
    const cdp = await page.context().newCDPSession(page);
    const state = () =>
      page.evaluate(() => ({
        screen: document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen'],
        typed: document.querySelector('input')?.value,
        zoom: [visualViewport?.scale, visualViewport?.offsetLeft, visualViewport?.offsetTop],
        scrolled: [scrollX, scrollY],
        selected: getSelection()?.toString(),
        hash: location.hash,
      }));
    const expectStill = async (screen: { screen: string; typed?: string }): Promise<void> => {
      const { entries } = await cdp.send('Page.getNavigationHistory');
      expect(entries.map(({ url }) => new URL(url).pathname)).toEqual(['/index.html']);
      // There is nothing to go back to; were there something, a finger would not go there either.
      await page.evaluate(() => history.pushState(null, '', '#later'));
      for (const [gesture, fingers] of Object.entries(GESTURES)) {
        await swipe(cdp, fingers);
        // A page that goes back has begun to within two frames.
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        const still = { zoom: [1, 0, 0], scrolled: [0, 0], selected: '', hash: '#later' };
        expect(await state(), gesture).toEqual({ typed: undefined, ...still, ...screen });
      }
      await page.evaluate(() => history.back());
      await expect.poll(() => page.evaluate(() => location.hash)).toBe('');
      await cdp.send('Page.resetNavigationHistory');
    };

    await expectStill({ screen: 'attract' });
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await kiosk.typeDigits('12');
    await expectStill({ screen: 'identify', typed: '12' });
  });
});
