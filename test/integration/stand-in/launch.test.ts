import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, launch, run, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

describe('a launched application', () => {
  let launched: Launched;
  beforeAll(async () => {
    launched = await launch();
  });
  afterAll(async () => {
    await launched.app.close().catch(() => undefined);
  });

  it('is seen and driven by Playwright as under Electron', async () => {
    const page = await shownPage(launched.app);
    expect(await page.title()).toBe('Accueil');
    expect(launched.app.windows()).toHaveLength(1);
    const seen = await launched.app.evaluate(({ app, BrowserWindow }) => ({
      ready: app.isReady(),
      urls: BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
      packaged: app.isPackaged,
      type: (process as unknown as { type: string }).type,
      electron: process.versions.electron,
      builtin: typeof process.getBuiltinModule('node:path').join,
    }));
    expect(seen).toMatchObject({
      ready: true,
      urls: ['kiosk://app/index.html'],
      packaged: false,
      type: 'browser',
    });
    expect(seen.electron).toMatch(/^45\..*-stand-in$/u);
    expect(seen.builtin).toBe('function');
  });

  it('gives the page the size asked for, at scale 1, with touch', async () => {
    const page = await shownPage(launched.app);
    const seen = await page.evaluate(() => [
      ...[innerWidth, innerHeight, screen.width, screen.height, devicePixelRatio, navigator.maxTouchPoints],
      matchMedia('(pointer: coarse)').matches,
    ]);
    expect(seen).toEqual([1080, 1920, 1080, 1920, 1, 5, true]);
    const shot = await page.screenshot();
    expect([shot.readUInt32BE(16), shot.readUInt32BE(20)]).toEqual([1080, 1920]);
  });

  it('resizes with its window', async () => {
    const page = await shownPage(launched.app);
    const handle = await launched.app.browserWindow(page);
    await handle.evaluate((window: BrowserWindow) => window.setBounds({ width: 1920, height: 1080 }));
    await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([1920, 1080]);
    expect(await handle.evaluate((window: BrowserWindow) => window.getContentSize())).toEqual([1920, 1080]);
  });

  it('opens further windows and finds them again', async () => {
    const opened = launched.app.waitForEvent('window');
    const id = await launched.app.evaluate(({ BrowserWindow }) => {
      const window = new BrowserWindow({ width: 400, height: 300 });
      void window.loadURL('kiosk://app/index.html');
      return window.id;
    });
    const page = await opened;
    await page.locator('h1').waitFor();
    const handle = await launched.app.browserWindow(page);
    expect(await handle.evaluate((window: BrowserWindow) => window.id)).toBe(id);
    await page.close();
    await expect
      .poll(() => launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length))
      .toBe(1);
  });

  it('ends with code 0 when Playwright closes it', async () => {
    await launched.app.close();
    expect(await launched.ended).toBe(0);
  });
});

describe('a started executable', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'borne-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs a folder by its package.json and ends with the code given to app.exit', async () => {
    const started = run([fixture('named-app'), '7']);
    expect(await started.ended).toBe(7);
    expect(JSON.parse(started.stdout())).toEqual(['Named', '3.2.1', 'named-app']);
  });

  it('ends with code 1 and the error when the script throws', async () => {
    const started = run([fixture('throwing.js')]);
    expect(await started.ended).toBe(1);
    expect(started.stderr()).toContain('thrown while loading');
  });

  it('ends with code 69 and one sentence when the browser named is not there', async () => {
    const started = run([fixture('main.js')], { BORNE_CHROMIUM: '/nowhere/chromium' });
    expect(await started.ended).toBe(69);
    expect(started.stderr()).toBe(
      'BORNE_CHROMIUM names /nowhere/chromium, which is not an executable file.\n',
    );
  });

  it('ends with code 69 and one sentence when there is no browser', async () => {
    // A path with the two tools that the shell script needs, and no browser.
    const PATH = join(folder, 'bin');
    mkdirSync(PATH);
    for (const tool of ['dirname', 'readlink']) symlinkSync(`/usr/bin/${tool}`, join(PATH, tool));
    const env = { BORNE_CHROMIUM: '', PATH, PLAYWRIGHT_BROWSERS_PATH: folder };
    const started = run([fixture('main.js')], env);
    expect(await started.ended).toBe(69);
    expect(started.stderr()).toMatch(/^No browser was found: [^\n]+\.\n$/u);
  });

  it('ends with code 69 when the browser ends while it starts', async () => {
    const failing = join(folder, 'failing-browser');
    writeFileSync(failing, '#!/bin/sh\necho no such luck >&2\nexit 3\n', { mode: 0o755 });
    const started = run([fixture('main.js')], { BORNE_CHROMIUM: failing });
    expect(await started.ended).toBe(69);
    expect(started.stderr()).toContain('The browser could not start: no such luck');
  });

  it('explains itself without a script, and names a script that is missing', async () => {
    const bare = run([]);
    const missing = run([join(folder, 'none.js')]);
    expect(await bare.ended).toBe(64);
    expect(bare.stderr()).toContain('Usage: electron');
    expect(await missing.ended).toBe(1);
    expect(missing.stderr()).toContain('Unable to find Electron app');
  });

  it('carries electron-store', async () => {
    const started = run([fixture('store.js'), folder]);
    expect(await started.ended).toBe(0);
    expect(JSON.parse(started.stdout())).toEqual(['fr', join(folder, 'settings.json')]);
  });
});
