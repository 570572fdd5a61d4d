import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

describe('a renderer that is killed', () => {
  let launched: Launched;
  beforeAll(async () => {
    launched = await launch();
    await shownPage(launched.app);
    await launched.app.evaluate(({ app, ipcMain }) => {
      const contents = globalThis.mainWindow.webContents;
      contents.on('render-process-gone', (_event, details) => globalThis.heard.push(details.reason));
      app.on('render-process-gone', (_event, gone, details) =>
        globalThis.heard.push([gone === contents, details.reason]),
      );
      globalThis.beats = 0;
      ipcMain.on('beat', () => (globalThis.beats += 1));
    });
  });
  afterAll(() => launched.app.close());

  /** Runs code in the page through main: Playwright's own page ends with the renderer, as under Electron. */
  const inPage = (code: string): Promise<unknown> =>
    launched.app.evaluate(
      (_electron, text) => globalThis.mainWindow.webContents.executeJavaScript(text),
      code,
    );
  const crash = (): Promise<boolean> =>
    launched.app.evaluate(async () => {
      const contents = globalThis.mainWindow.webContents;
      const gone = new Promise((resolve) => contents.once('render-process-gone', resolve));
      contents.forcefullyCrashRenderer();
      await gone;
      return contents.isCrashed();
    });

  it('comes back by reload, even when it hung in an endless loop', async () => {
    await launched.app.evaluate(() => {
      const contents = globalThis.mainWindow.webContents;
      contents
        .executeJavaScript('setTimeout(() => { fixture.send("beat"); for (;;); })')
        .catch(() => undefined);
    });
    await expect.poll(() => launched.app.evaluate(() => globalThis.beats)).toBe(1);
    expect(await crash()).toBe(true);
    expect(await launched.app.evaluate(() => globalThis.heard)).toEqual([[true, 'crashed'], 'crashed']);
    await launched.app.evaluate(async () => {
      const contents = globalThis.mainWindow.webContents;
      const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
      contents.reload();
      await loaded;
    });
    expect(await inPage('document.querySelector("h1").textContent')).toBe('Bonjour');
    expect(await inPage('fixture.invoke("echo", { back: true })')).toEqual({ back: true });
    expect(await inPage('[innerWidth, innerHeight, navigator.maxTouchPoints]')).toEqual([1080, 1920, 5]);
  });

  it('comes back by loadURL, again and again', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await crash()).toBe(true);
      await launched.app.evaluate(() => globalThis.mainWindow.loadURL('kiosk://app/index.html'));
      expect(await inPage(`fixture.invoke("echo", ${turn})`)).toBe(turn);
      expect(await inPage('window.open("/x")')).toBeNull();
    }
  });
});
