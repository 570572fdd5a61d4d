import { chromium, type Browser } from 'playwright';
import { findChromium } from '../electron-stand-in/chromium/find.js';

/** Playwright's own list, which ours takes the place of, and the pages of the address bar: half of the time of a start. */
const FEATURES_OFF = [
  ...[
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'MediaRouter',
    'PaintHolding',
    'OptimizationHints',
  ],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
];

/**
 * Starts a browser without a window, apart from the kiosk.
 * @throws when there is none
 */
export async function openBrowser(): Promise<Browser> {
  const found = findChromium(process.env, true);
  if ('missing' in found) throw new Error(found.missing);
  const args = [`--disable-features=${FEATURES_OFF.join(',')}`];
  // Chromium refuses root its sandbox.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath: found.path, args });
}
