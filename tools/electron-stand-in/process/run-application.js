// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from '../api/app.js';
import { windows } from '../api/windows.js';

const FAILED = 1;
const UNAVAILABLE = 69;
/** Milliseconds that an application may take to end by itself once its browser is gone. */
const LAST_CHANCE = 5000;

/**
 * The script that Electron would run, and what it would say of itself: a folder speaks by its package.json, a file does not.
 * @param {string} path @param {string} version Electron's own
 * @returns {{ file: string, name?: string, version: string, folder: string }}
 */
function readApplication(path, version) {
  if (!statSync(path).isDirectory()) return { file: path, version, folder: dirname(path) };
  const manifest = join(path, 'package.json');
  const content = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  const file = resolve(path, content.main ?? 'index.js');
  return {
    file,
    name: content.productName ?? content.name,
    version: content.version ?? version,
    folder: path,
  };
}

/** The version of Electron that the project is built for, marked as what it is. */
function standInVersion() {
  try {
    return `${createRequire(import.meta.url)('electron/package.json').version}-stand-in`;
  } catch {
    return '0.0.0-stand-in';
  }
}

/** @param {string} electron @param {string} [chrome] versions */
function disguise(electron, chrome = '') {
  const versions = Object.freeze({ ...process.versions, electron, chrome });
  Object.defineProperty(process, 'versions', { value: versions, enumerable: true, configurable: true });
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true, configurable: true });
  Object.defineProperty(process, 'defaultApp', { value: true, configurable: true });
}

/**
 * Runs the application's main script, and ends the process when it or the browser ends.
 * @param {import('../chromium/browser.js').Browser} browser
 * @param {string} script file or folder
 * @param {readonly string[]} rest the application's arguments
 */
export async function runApplication(browser, script, rest) {
  const path = resolve(script);
  if (!existsSync(path)) {
    process.stderr.write(`Unable to find Electron app at ${path}\n`);
    process.exit(FAILED);
  }
  const version = standInVersion();
  const application = readApplication(path, version);
  disguise(version);
  process.argv = [app.getPath('exe'), script, ...rest];
  app._identify(application);

  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
  process.on('SIGHUP', () => app.quit());
  browser.on('exit', () => {
    if (!app.isReady()) return;
    // The windows end first, as when their user closes them; without a browser nothing can follow.
    for (const window of windows.all()) window.destroy();
    app.quit();
    setTimeout(() => app.exit(0), LAST_CHANCE);
  });

  let loaded = false;
  const loading = import(pathToFileURL(application.file).href).then(() => {
    loaded = true;
  });
  loading.catch((error) => {
    console.error(error);
    process.exit(FAILED);
  });
  try {
    disguise(version, await browser.started);
  } catch {
    await browser.ended;
    process.stderr.write(`The browser could not start: ${browser.lastWords.join(' | ')}\n`);
    process.exit(UNAVAILABLE);
  }
  // A script that awaits `ready` at its top level never finishes loading before it.
  while (!loaded && !app._isAwaited) await new Promise((done) => setImmediate(done));
  app._start();
}
