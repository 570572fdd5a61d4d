// @ts-check
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES =
  process.platform === 'win32'
    ? ['chromium.exe', 'chrome.exe', 'msedge.exe']
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser to drive: without a window `BORNE_HEADLESS_SHELL`, where it is set; `BORNE_CHROMIUM`; else a Chromium or
 * Chrome on the path, else Playwright's own.
 * @param {NodeJS.ProcessEnv} env @param {boolean} headless
 * @returns {{ path: string } | { missing: string }} path of the executable, or one sentence that says what is missing
 */
export function findChromium(env, headless) {
  for (const name of [...(headless ? ['BORNE_HEADLESS_SHELL'] : []), 'BORNE_CHROMIUM']) {
    const named = env[name];
    if (!named) continue;
    return isExecutable(named)
      ? { path: named }
      : { missing: `${name} names ${named}, which is not an executable file.` };
  }
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      if (folder && isExecutable(file)) return { path: file };
    }
  }
  const own = playwrightChromium();
  if (own !== undefined && isExecutable(own)) return { path: own };
  return {
    missing: 'No browser was found: install Chromium or Chrome, or name one in BORNE_CHROMIUM.',
  };
}

/** Loaded only when nothing else is there: the library is large. */
function playwrightChromium() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  } catch {
    return undefined;
  }
}
