import { chromium } from 'playwright';
import { describe, expect, onTestFinished } from 'vitest';
import { startDemonstration } from '../support/demonstration.ts';
import { itWith } from '../support/peers.ts';
import { readPicture } from '../support/pictures/read-picture.ts';
import { closeEye } from '../support/pictures/recognise-picture.ts';
import { openDisplay, type Picture } from '../support/devices/virtual-display.ts';

/** Of the demonstration's window. */
const WIDTH = 1280;
const HEIGHT = 800;

/** The kiosk's page as itself, through the browser's DevTools. */
async function lookAtPage(port: number): Promise<Picture> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0];
  const png = await page?.screenshot();
  await browser.close();
  if (png === undefined) throw new Error('there is no page');
  return readPicture(png);
}

/** How many colours a picture has, of those that a look at every fourth pixel finds. */
function countColours({ pixels }: Picture): number {
  const colours = new Set<number>();
  for (let at = 0; at + 2 < pixels.length; at += 12) {
    colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
  }
  return colours.size;
}

/** Share of a page's pixels that a screen shows otherwise, with the page in the screen's upper left corner. */
function shareThatDiffers(page: Picture, screen: Picture): number {
  let differing = 0;
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      const inPage = (y * page.width + x) * 3;
      const onScreen = (y * screen.width + x) * 3;
      const differs = [0, 1, 2].some(
        (part) => Math.abs((page.pixels[inPage + part] ?? 0) - (screen.pixels[onScreen + part] ?? 0)) > 16,
      );
      if (differs) differing += 1;
    }
  }
  return differing / (page.width * page.height);
}

describe('the demonstration on a display', () => {
  itWith('Xvfb')('shows the kiosk alone, at the first try', async () => {
    onTestFinished(closeEye);
    const display = await openDisplay(WIDTH + 200, HEIGHT + 200);
    const demonstration = await startDemonstration(display);
    await expect.poll(() => countColours(display.look()), { timeout: 180_000 }).toBeGreaterThan(50);

    const page = await lookAtPage(demonstration.port);
    expect([page.width, page.height]).toEqual([WIDTH, HEIGHT]);
    // The cursor may lie on the page; a bar of any kind moves all of it.
    await expect.poll(() => shareThatDiffers(page, display.look())).toBeLessThan(0.005);
    await expect.poll(() => demonstration.log(), { timeout: 180_000 }).toContain('members-loaded');
    expect(demonstration.log()).not.toMatch(/page-(restarted|load-failed|given-up)/u);
  });
});
