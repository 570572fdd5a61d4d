import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { launch, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

describe('documents of the application', () => {
  let launched: Launched;
  let page: Page;
  let server: Server;
  let hits = 0;
  let turn = 0;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      hits += 1;
      response.setHeader('access-control-allow-origin', '*');
      response.end('reached');
    });
    server.on('upgrade', (_request, socket) => {
      hits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    launched = await launch();
    page = await shownPage(launched.app);
  });
  afterAll(async () => {
    await launched.app.close();
    server.close();
  });
  beforeEach(async () => {
    await open('/index.html');
  });

  const inPage = (expression: string): Promise<unknown> => page.evaluate(expression);
  const open = async (path: string): Promise<unknown> => {
    const error = await launched.app.evaluate(
      (_electron, url) =>
        globalThis.mainWindow.loadURL(url).then(
          () => undefined,
          (failure: unknown) => {
            const { message, code, errno } = failure as NodeJS.ErrnoException;
            return { message, code, errno };
          },
        ),
      `kiosk://app${path}?${(turn += 1)}`,
    );
    if (error || path === '/moved') return error;
    // Playwright hears of it on its own connection, a little later; its own wait would end with the abort of a navigation before.
    await expect.poll(() => new URL(page.url()).search).toBe(`?${turn}`);
    await page.waitForLoadState();
    return undefined;
  };
  const serve = (path: string, body: string): Promise<void> =>
    launched.app.evaluate((_electron, [key, value]) => void globalThis.pages.set(key, value), [
      path,
      body,
    ] as const);
  const requests = (): Promise<{ url: string; method: string; body: string }[]> =>
    launched.app.evaluate(() => globalThis.requests.splice(0));
  /** Notes what an event of the window's contents tells, and prevents what it announces. */
  const listen = (name: 'will-navigate' | 'did-fail-load'): Promise<void> =>
    launched.app.evaluate((_electron, event) => {
      globalThis.heard = [];
      const contents: NodeJS.EventEmitter = globalThis.mainWindow.webContents;
      contents.removeAllListeners(event);
      contents.on(event, (details: { preventDefault(): void }, ...rest: unknown[]) => {
        globalThis.heard.push(rest);
        details.preventDefault();
      });
    }, name);
  const unlisten = (name: 'will-navigate' | 'did-fail-load'): Promise<void> =>
    launched.app.evaluate((_electron, event) => {
      (globalThis.mainWindow.webContents as NodeJS.EventEmitter).removeAllListeners(event);
    }, name);
  const heard = (): Promise<unknown[]> => launched.app.evaluate(() => globalThis.heard);

  it('are served by the handler, which sees the application’s own addresses', async () => {
    await requests();
    const answer = await inPage(`(async () => {
      const missing = await fetch('/none');
      const post = await fetch('/none', { method: 'POST', body: 'é&ü' });
      return [missing.status, await missing.text(), post.status];
    })()`);
    expect(answer).toEqual([404, 'not found', 404]);
    expect(await requests()).toEqual([
      { url: 'kiosk://app/none', method: 'GET', body: '' },
      { url: 'kiosk://app/none', method: 'POST', body: 'é&ü' },
    ]);
  });

  it('may be streams, and bytes of any kind', async () => {
    await launched.app.evaluate(() => {
      globalThis.pages.set('/stream', () => {
        const parts = [new Uint8Array([0, 255]), new Uint8Array([128])];
        return new Response(
          new ReadableStream({ pull: (c) => (parts.length ? c.enqueue(parts.shift()) : c.close()) }),
        );
      });
      globalThis.pages.set('/broken', () => Promise.reject(new Error('handler failed')));
    });
    expect(
      await inPage(`fetch('/stream').then(async (r) => [...new Uint8Array(await r.arrayBuffer())])`),
    ).toEqual([0, 255, 128]);
    expect(await inPage(`fetch('/broken').catch((error) => error.name)`)).toBe('TypeError');
  });

  it('are held to their content security policy', async () => {
    await serve(
      '/inline.html',
      '<h1 style="color:red">x</h1><script>window.ran = true</script><img src=x onerror="window.ran = true"><script src="/eval.js"></script>',
    );
    await serve('/eval.js', 'try { eval("1") } catch (error) { window.evalError = error.name }');
    await open('/inline.html');
    expect(await inPage('[typeof ran, getComputedStyle(document.querySelector("h1")).color]')).toEqual([
      'undefined',
      'rgb(0, 0, 0)',
    ]);
    await expect.poll(() => inPage('window.evalError')).toBe('EvalError');
  });

  it('are a secure context with one origin', async () => {
    expect(await inPage('[isSecureContext, typeof crypto.subtle, new URL(location.href).pathname]')).toEqual([
      true,
      'object',
      '/index.html',
    ]);
  });

  it('reach nothing else: no host, not even this machine', async () => {
    const { port } = server.address() as AddressInfo;
    await launched.app.evaluate(() => {
      const html = '<h1>open</h1>';
      globalThis.pages.set(
        '/open.html',
        () => new Response(html, { headers: { 'content-type': 'text/html' } }),
      );
    });
    await open('/open.html');
    const tries = await inPage(`(async () => {
      const get = (url) => fetch(url).then(() => 'reached', () => 'refused');
      const socket = new Promise((resolve) => {
        const ws = new WebSocket('ws://127.0.0.1:${port}/');
        ws.onopen = () => resolve('reached'); ws.onerror = () => resolve('refused');
      });
      const image = new Promise((resolve) => {
        const img = new Image(); img.onload = () => resolve('reached'); img.onerror = () => resolve('refused');
        img.src = 'http://127.0.0.1:${port}/x.png';
      });
      const worker = new Promise((resolve) => {
        const code = "fetch('http://127.0.0.1:${port}/').then(() => postMessage('reached'), () => postMessage('refused'))";
        const w = new Worker(URL.createObjectURL(new Blob([code]))); w.onmessage = (e) => resolve(e.data);
      });
      return Promise.all([get('http://127.0.0.1:${port}/'), get('https://example.org/'), get('http://other.localhost/'), socket, image, worker]);
    })()`);
    expect(tries).toEqual(Array(6).fill('refused'));
    expect(hits).toBe(0);
  });

  it.each([
    ['a script', `location.href = '/other.html'`],
    ['a reload', `location.reload()`],
    ['another host', `location.href = 'https://example.org/'`],
    ['a blob', `location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))`],
    ['an empty page', `location.href = 'about:blank'`],
    [
      'a link',
      `(() => { const a = document.createElement('a'); a.href = '/other.html'; document.body.append(a); a.click() })()`,
    ],
    [
      'a form',
      `(() => { const f = document.createElement('form'); f.action = '/other.html'; f.method = 'post'; document.body.append(f); f.submit() })()`,
    ],
  ])('are not left by %s when the application prevents it', async (_case, expression) => {
    await listen('will-navigate');
    await page.evaluate(`window.mark = 'same document'`);
    await inPage(`void (${expression})`);
    await expect.poll(heard).toHaveLength(1);
    expect(await inPage('mark')).toBe('same document');
    await unlisten('will-navigate');
  });

  it('may be left when the application allows it', async () => {
    await serve('/other.html', '<h1>Ailleurs</h1>');
    await inPage(`void (location.href = '/other.html')`);
    await page.getByText('Ailleurs').waitFor();
    expect(await launched.app.evaluate(() => globalThis.mainWindow.webContents.getURL())).toBe(
      'kiosk://app/other.html',
    );
  });

  it.each([
    ['window.open', `window.open('/popup.html', 'name')`],
    [
      'a link to a new window',
      `(() => { const a = document.createElement('a'); a.href = '/popup.html'; a.target = '_blank'; document.body.append(a); a.click() })()`,
    ],
    [
      'a form to a new window',
      `(() => { const f = document.createElement('form'); f.action = '/popup.html'; f.target = '_blank'; document.body.append(f); f.submit() })()`,
    ],
  ])('open no window by %s, and the handler is asked', async (_case, expression) => {
    await launched.app.evaluate(() => {
      globalThis.heard = [];
      globalThis.mainWindow.webContents.setWindowOpenHandler(({ url }) => {
        globalThis.heard.push(url);
        return { action: 'deny' };
      });
    });
    expect(await inPage(`String((() => ${expression})())`)).toMatch(/^(null|undefined)$/u);
    await expect.poll(heard).toHaveLength(1);
    expect((await heard())[0]).toMatch(/^kiosk:\/\/app\/popup\.html/u);
    expect(launched.app.windows()).toHaveLength(1);
  });

  it('report what does not load', async () => {
    await launched.app.evaluate(() =>
      globalThis.pages.set('/broken', () => Promise.reject(new Error('handler failed'))),
    );
    await listen('did-fail-load');
    expect(await open('/broken')).toEqual({
      message: `ERR_FAILED (-2) loading 'kiosk://app/broken?${turn}'`,
      code: 'ERR_FAILED',
      errno: -2,
    });
    expect(await heard()).toEqual([[-2, 'ERR_FAILED', `kiosk://app/broken?${turn}`, true]]);
    await unlisten('did-fail-load');
  });

  it('give way to a later load', async () => {
    const messages = await launched.app.evaluate(async () => {
      const window = globalThis.mainWindow;
      let asked = (): void => undefined;
      const started = new Promise<void>((resolve) => (asked = resolve));
      globalThis.pages.set('/slow.html', () => (asked(), new Promise(() => undefined)));
      const first = window.loadURL('kiosk://app/slow.html').then(
        () => 'loaded',
        (error: unknown) => (error as Error).message,
      );
      await started;
      const second = window.loadURL('kiosk://app/index.html').then(() => 'loaded');
      return Promise.all([first, second]);
    });
    expect(messages).toEqual([`ERR_ABORTED (-3) loading 'kiosk://app/slow.html'`, 'loaded']);
  });

  it('refuse requests that onBeforeRequest cancels', async () => {
    await launched.app.evaluate(({ session }) =>
      session.defaultSession.webRequest.onBeforeRequest((details, done) =>
        done({ cancel: details.url.endsWith('/none') }),
      ),
    );
    expect(await inPage(`fetch('/none').catch((error) => error.name)`)).toBe('TypeError');
    await launched.app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null));
    expect(await inPage(`fetch('/none').then((r) => r.status)`)).toBe(404);
  });

  it('follow the application’s redirections, after asking', async () => {
    await serve('/other.html', '<h1>Ailleurs</h1>');
    await launched.app.evaluate(() =>
      globalThis.pages.set(
        '/moved',
        () => new Response(null, { status: 302, headers: { location: 'kiosk://app/other.html' } }),
      ),
    );
    expect(await open('/moved')).toBeUndefined();
    await page.getByText('Ailleurs').waitFor();
  });
});
