import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CACHE, ROOT } from './paths.mjs';
import { findBrowser } from './browser.mjs';
import { run, SetupError } from './run-command.mjs';

const UNREACHABLE = path.join(CACHE, 'electron-unreachable');
const TRY_AGAIN_AFTER = 7 * 24 * 3_600_000;
const DOWNLOAD_TIME = 300_000;

/** True when a window can be shown. */
export function hasDisplay() {
  if (process.env.BORNE_HEADLESS === '1') return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Chooses the runtime of the application: the real Electron when it is installed (or can be downloaded) and there is
 * a display, else the stand-in. `BORNE_RUNTIME=electron` or `stand-in` forces the choice.
 * @returns {Promise<{ name: 'electron' | 'stand-in', executable: string, chromium: string | null }>}
 */
export async function chooseRuntime() {
  const wish = process.env.BORNE_RUNTIME;
  if (wish !== undefined && wish !== 'electron' && wish !== 'stand-in') {
    throw new SetupError('BORNE_RUNTIME must be electron or stand-in.');
  }
  if (wish !== 'stand-in' && (wish === 'electron' || hasDisplay())) {
    const executable = electronBinary() ?? (await fetchElectron(wish === 'electron'));
    if (executable) return { name: 'electron', executable, chromium: null };
    if (wish === 'electron')
      throw new SetupError("Electron's binary could not be fetched from its release site.");
  }
  const executable = path.join(
    ROOT,
    'tools',
    'electron-stand-in',
    process.platform === 'win32' ? 'electron.cmd' : 'electron',
  );
  return { name: 'stand-in', executable, chromium: await findBrowser() };
}

function electronBinary() {
  const folder = path.join(ROOT, 'node_modules', 'electron');
  const note = path.join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const file = path.join(folder, 'dist', readFileSync(note, 'utf8'));
  return existsSync(file) ? file : null;
}

async function fetchElectron(insist) {
  const lately =
    existsSync(UNREACHABLE) && Date.now() - Number(readFileSync(UNREACHABLE, 'utf8')) < TRY_AGAIN_AFTER;
  if (lately && !insist) return null;
  console.error("Fetching Electron's binary …");
  await run(process.execPath, ['node_modules/electron/install.js'], { quiet: true, timeout: DOWNLOAD_TIME });
  const binary = electronBinary();
  if (!binary) {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(UNREACHABLE, String(Date.now()));
  }
  return binary;
}
