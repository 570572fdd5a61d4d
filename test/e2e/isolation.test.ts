import { describe, expect, it } from 'vitest';
import { openKiosk } from '../support/open-kiosk.ts';

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
      tried['permission'] = await navigator.permissions
        .query({ name: 'geolocation' })
        .then((status) => status.state !== 'granted');
      return tried;
    });
    expect(outcome).toEqual({ open: true, eval: true, fetch: true, permission: true });
    const before = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    await page.locator('[data-screen="attract"]').waitFor();
    expect(page.url()).toBe(before);
    expect(app.windows()).toHaveLength(1);
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
