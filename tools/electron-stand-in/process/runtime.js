// @ts-check
import { Browser } from '../chromium/browser.js';
import { findChromium } from '../chromium/find.js';
import { isHeadless } from '../chromium/arguments.js';

/** Exit code when the browser is missing (EX_UNAVAILABLE). */
const UNAVAILABLE = 69;

/** The browser of this process; started by the launcher before the application is loaded. */
export const runtime = { browser: /** @type {Browser | undefined} */ (undefined) };

/** Starts the browser, or says in one sentence why it cannot and ends the process. @returns {Browser} */
export function startBrowser() {
  const headless = isHeadless(process.env, process.platform);
  const found = findChromium(process.env, headless);
  if ('missing' in found) {
    process.stderr.write(`${found.missing}\n`);
    process.exit(UNAVAILABLE);
  }
  const browser = new Browser({ path: found.path, headless });
  runtime.browser = browser;
  process.on('exit', () => browser.end());
  return browser;
}

/** @returns {Browser} @throws {Error} outside the stand-in's launcher */
export function theBrowser() {
  if (!runtime.browser) throw new Error('The stand-in was not started by its executable.');
  return runtime.browser;
}
