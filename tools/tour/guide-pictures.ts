import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import type { TourStep } from './tour-report.ts';
import type { Orientation } from './walks.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Pictures of the guide of advisers: screens of the tour, in which orientation, and their width there in pixels. */
const GUIDE: Readonly<Record<string, { readonly of: Orientation; readonly width: number }>> = {
  'agence-call': { of: 'landscape', width: 640 },
  'call-taken': { of: 'portrait', width: 270 },
  'staff-assist': { of: 'portrait', width: 270 },
  'staff-document': { of: 'portrait', width: 270 },
  'waiting-ticket': { of: 'portrait', width: 270 },
  'staff-test-done': { of: 'portrait', width: 270 },
};

/**
 * Makes the pictures of the guide out of those of a tour.
 * @param page blank, of the tour's browser
 * @param folder `docs/images`
 */
export async function keepGuidePictures(
  page: Page,
  steps: readonly TourStep[],
  folder: string,
): Promise<void> {
  for (const [screen, { of, width }] of Object.entries(GUIDE)) {
    const step = steps.find(
      ({ screen: seen, screenshot }) => seen === screen && path.basename(screenshot).startsWith(of),
    );
    if (step === undefined) throw new Error(`the tour has no picture of ${screen}, ${of}`);
    const picture = readFileSync(path.join(ROOT, step.screenshot)).toString('base64');
    await page.setContent(
      `<img style="position:fixed;inset:0;width:100%" src="data:image/png;base64,${picture}">`,
    );
    await page.setViewportSize({ width, height: 1000 });
    const { height = 0 } = (await page.locator('img').boundingBox()) ?? {};
    await page.setViewportSize({ width, height: Math.round(height) });
    const file = path.join(folder, `guide-${screen}.jpg`);
    await page.screenshot({ path: file, type: 'jpeg', quality: 80 });
  }
}
