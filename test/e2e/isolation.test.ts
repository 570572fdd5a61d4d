import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';
import { allowedIn } from '../support/tried-permissions.ts';

const PRELOAD = fileURLToPath(new URL('../../dist/preload/preload.cjs', import.meta.url));

describe('the page', () => {
  it('can reach three functions of the main process and nothing else', async () => {
    const { page } = await openKiosk();
    const reach = await page.evaluate(() => {
      const world = window as unknown as Record<string, unknown>;
      return {
        kiosk: Object.keys(world['kiosk'] as object).sort(),
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
          (name) => name in world,
        ),
      };
    });
    expect(reach).toEqual({ kiosk: ['act', 'alive', 'onView'], node: [] });
  });

  it('gets a view for whatever it sends, and never steps over a screen', async () => {
    const { page } = await openKiosk();
    const screens = await page.evaluate(async () => {
      type Answer = Promise<{ serial: number; screen: { id: string } }>;
      const { act } = (window as unknown as { kiosk: { act: (payload: unknown) => Answer } }).kiosk;
      const { serial } = await act({ serial: 0, action: { type: 'show' } });
      const payloads: unknown[] = [
        null,
        'x',
        [],
        { serial, action: { type: 'login', identifier: 'x', password: 'x' } },
        { serial, action: { type: 'continue' } },
        { serial, action: { type: 'define-password', password: 'x', confirmation: 'x', answer: {} } },
        { serial, action: { type: 'enter-code', code: '000000' } },
        { serial, action: { type: 'show' }, extra: 1 },
        { serial: -1, action: { type: 'begin' } },
        { serial: serial + 1000, action: { type: 'begin' } },
        { serial, action: { type: 'begin', language: 'xx' } },
        { __proto__: { serial, action: { type: 'begin' } } },
      ];
      const seen: string[] = [];
      for (const payload of payloads) seen.push((await act(payload)).screen.id);
      return seen;
    });
    expect(new Set(screens)).toEqual(new Set(['attract']));
  });

  it('cannot leave, open a window, run text as code, or talk to anybody', async () => {
    const { page, app } = await openKiosk();
    const outcome = await page.evaluate(async () => {
      const tried: Record<string, unknown> = {};
      tried['open'] = window.open('https://example.invalid/') === null;
      tried['eval'] = await new Promise<boolean>((resolve) => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.head.append(script);
        setTimeout(() => resolve(!('ran' in window)), 50);
      });
      tried['fetch'] = await fetch('https://example.invalid/').then(
        () => false,
        () => true,
      );
      return tried;
    });
    expect(outcome).toEqual({ open: true, eval: true, fetch: true });
    const before = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    await page.locator('[data-screen="attract"]').waitFor();
    expect(page.url()).toBe(before);
    expect(app.windows()).toHaveLength(1);
  });

  it('has no permission, because the application grants none', async () => {
    // The headless shell would grant a camera and a microphone without asking the application.
    vi.stubEnv('BORNE_HEADLESS_SHELL', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { page, app } = await openKiosk();
    expect(await allowedIn(page)).toEqual([]);
    const requests = await app.evaluateHandle(({ BrowserWindow }) => {
      const heard: string[] = [];
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        webContents.session.setPermissionRequestHandler((_contents, permission, answer) => {
          heard.push(permission);
          answer(true);
        });
      }
      return heard;
    });
    // With another handler the same page has what its own policy does not bar: it was the application's that refused.
    expect(await allowedIn(page)).toEqual(['notifications', 'screen-wake-lock', 'midi', 'sysex']);
    expect(await requests.jsonValue()).toEqual(['notifications', 'screen-wake-lock', 'midi', 'midiSysex']);
  });

  it('is the only one that is listened to: no frame in it, no second window', async () => {
    const { page, app } = await openKiosk();
    const reach = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const inFrame = frame.contentWindow !== null && 'kiosk' in frame.contentWindow;
      frame.remove();
      return inFrame;
    });
    expect(reach).toBe(false);
    const answers = await app.evaluate(async ({ BrowserWindow }, preload) => {
      const [first] = BrowserWindow.getAllWindows();
      if (!first) throw new Error('there is no window');
      const { session } = first.webContents;
      const second = new BrowserWindow({ webPreferences: { preload, session, sandbox: true } });
      const ask = (contents: typeof second.webContents): Promise<unknown> =>
        contents.executeJavaScript(
          `kiosk.act({ serial: 0, action: { type: 'show' } }).then((view) => view.screen.id, String)`,
        );
      await second.loadURL('kiosk://app/index.html');
      const heard = [await ask(first.webContents), await ask(second.webContents)];
      second.destroy();
      return heard;
    }, PRELOAD);
    expect(answers).toEqual(['attract', expect.stringMatching(/refused$/u)]);
  });

  it('is served with a strict policy and nothing outside its folder', async () => {
    const { page } = await openKiosk();
    const answers = await page.evaluate(async () => {
      const paths = [
        '/',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/main/index.js',
        '/assets/../../main/index.js',
        '/nothing.html',
      ];
      return Promise.all(
        paths.map(async (path) => {
          const response = await fetch(path);
          return [
            path,
            response.status,
            response.headers.get('content-security-policy')?.includes("default-src 'none'"),
          ];
        }),
      );
    });
    expect(answers.map(([, status]) => status)).toEqual([200, 404, 404, 404, 404]);
    expect(answers.every(([, , strict]) => strict === true)).toBe(true);
  });
});
