import { describe, expect, it } from 'vitest';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

/** Runs in the page: resolves with the id of the first screen. */
const FIRST_SCREEN = `new Promise((resolve) => {
  const look = () => {
    const screen = document.querySelector('[data-screen]');
    if (screen) resolve(screen.getAttribute('data-screen'));
    else requestAnimationFrame(look);
  };
  look();
})`;

describe('a page that hangs', () => {
  it('is killed after ten seconds of silence and serves again', async () => {
    const { app } = await openKiosk();
    // The driver's own page dies with its renderer; the application's window lives on, so it is asked.
    const screen = await app.evaluate(({ BrowserWindow }, firstScreen) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.executeJavaScript('for (;;);').catch(() => undefined);
      return new Promise<unknown>((resolve) => {
        contents?.once('render-process-gone', () => {
          contents.once('did-finish-load', () => resolve(contents.executeJavaScript(firstScreen)));
        });
      });
    }, FIRST_SCREEN);
    expect(screen).toBe('attract');
  });
});
