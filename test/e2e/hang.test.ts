import { describe, expect, it } from 'vitest';
import { openKiosk } from '../support/open-kiosk.ts';

describe('a page that hangs', () => {
  it('is killed after ten seconds of silence and serves again', async () => {
    const { app, kiosk } = await openKiosk();
    const logged = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.executeJavaScript('for (;;);').catch(() => undefined);
      return new Promise<string>((resolve) => {
        contents?.once('render-process-gone', () => {
          contents.once('did-finish-load', () => resolve('loaded again'));
        });
      });
    });
    expect(logged).toBe('loaded again');
    const page = app.windows().at(-1) ?? kiosk.page;
    await page.locator('[data-screen="attract"]').waitFor();
  });
});
