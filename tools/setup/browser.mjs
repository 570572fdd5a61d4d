import { existsSync } from 'node:fs';
import path from 'node:path';
import { installDebian } from './debian.mjs';
import { ROOT } from './paths.mjs';
import { runNode, SetupError } from './run-command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/**
 * Finds a Chromium for the stand-in and the tests: `BORNE_CHROMIUM`, chromium or chrome on the path, Playwright's
 * own, else Debian's package when root, else Playwright's download.
 * @returns {Promise<string>} path of the executable
 */
export async function findBrowser() {
  const named = process.env.BORNE_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetupError(`BORNE_CHROMIUM names ${named}, which does not exist.`);
  }
  const found = onPath() ?? (await playwrightsOwn());
  if (found) return found;
  if (await installDebian(['chromium'])) {
    const installed = onPath();
    if (installed) return installed;
  }
  await runNode(['node_modules/playwright/cli.js', 'install', 'chromium'], { quiet: true, timeout: 600_000 });
  const downloaded = await playwrightsOwn();
  if (downloaded) return downloaded;
  throw new SetupError(
    'No Chromium was found: install the package chromium (or Chrome), or name one by BORNE_CHROMIUM=/path/to/chromium.',
  );
}

/**
 * The headless shell of a Chromium: the same engine without windows, tabs and their services. Debian has it beside
 * Chromium, as a package of its own.
 * @param {string} chromium path of the executable
 * @returns {string | null} path of its executable; null: it is not there, or `BORNE_HEADLESS_SHELL` says already what to take
 */
export function headlessShellOf(chromium) {
  if (process.env.BORNE_HEADLESS_SHELL !== undefined) return null;
  const shell = `${chromium}-headless-shell`;
  return existsSync(shell) ? shell : null;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of NAMES) {
    for (const folder of folders) {
      const file = path.join(folder, name + suffix);
      if (folder && existsSync(file)) return file;
    }
  }
  return null;
}

async function playwrightsOwn() {
  const module = path.join(ROOT, 'node_modules', 'playwright-core', 'index.mjs');
  const { chromium } = await import(`file://${module}`);
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : null;
}
