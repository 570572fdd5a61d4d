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

  it('that asks for a file after the first touch is found', async () => {
    const { page, kiosk, lateRequests } = await openKiosk();
    await kiosk.begin();
    expect(lateRequests).toEqual([]);
    await page.evaluate(() => fetch('/late.js').catch(() => undefined));
    await expect.poll(() => lateRequests.splice(0)).toHaveLength(1);
  });
});
