import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { launch, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

describe('the wall between page and preload', () => {
  let launched: Launched;
  let page: Page;
  beforeAll(async () => {
    launched = await launch();
    page = await shownPage(launched.app);
  });
  afterAll(() => launched.app.close());

  const inPage = (expression: string): Promise<unknown> => page.evaluate(expression);

  it('is up before the first script of the page', async () => {
    expect(await inPage('pageSawFixture')).toBe('object');
  });

  it.each([
    'require',
    'process',
    'module',
    'Buffer',
    'ipcRenderer',
    'electron',
    'contextBridge',
    '__standInPost',
    '__standInReceive',
  ])('leaves no %s in the page', async (name) => {
    expect(await inPage(`typeof globalThis[${JSON.stringify(name)}]`)).toBe('undefined');
  });

  it('adds exactly what is exposed to the globals of a document', async () => {
    await launched.app.evaluate(
      () => void globalThis.pages.set('/bare.html', '<h1>bare</h1><iframe src="about:blank"></iframe>'),
    );
    await launched.app.evaluate(() => globalThis.mainWindow.loadURL('kiosk://app/bare.html'));
    await page.waitForURL('**/bare.html');
    const added = await page.evaluate(() => {
      const clean = new Set(Object.getOwnPropertyNames(frames[0]));
      return Object.getOwnPropertyNames(window).filter((name) => !clean.has(name));
    });
    expect(added.filter((name) => name !== '0' && !name.startsWith('__playwright'))).toEqual(['fixture']);
    await launched.app.evaluate(() => globalThis.mainWindow.loadURL('kiosk://app/index.html'));
    await page.waitForURL('**/index.html');
  });

  it('gives copies that a page cannot change', async () => {
    const seen = await inPage(`(() => {
      'use strict';
      const tries = [() => { fixture.name = 'x' }, () => { fixture.nested.list.push(3) }, () => { window.fixture = {} },
        () => { delete window.fixture }, () => { fixture.invoke.evil = 1 }];
      return [tries.map((run) => { try { run(); return 'changed' } catch (error) { return error.constructor.name } }),
        fixture.name, fixture.nested.list, Object.getPrototypeOf(fixture) === Object.prototype,
        fixture.nested.list instanceof Array, fixture.invoke instanceof Function];
    })()`);
    expect(seen).toEqual([Array(5).fill('TypeError'), 'fixture', [1, 2], true, true, true]);
  });

  it('lets functions be called at once, with answers and errors', async () => {
    expect(await inPage('fixture.nested.add(2, 3)')).toBe(5);
    const error = await inPage(
      `(() => { try { fixture.fail() } catch (e) { return [e.message, e instanceof RangeError] } })()`,
    );
    expect(error).toEqual(['from the preload', true]);
    expect(await inPage('fixture.process')).toBe('renderer');
  });

  it('gives preloads only what a sandboxed one has here', async () => {
    expect(await inPage('fixture.refusals')).toEqual([
      'not in the stand-in: electron.ipcRenderer.sendSync',
      'not in the stand-in: electron.contextBridge.executeInMainWorld',
      'not in the stand-in: electron.(preload).webFrame',
      'module not found: fs',
    ]);
  });

  it('hands nothing of the other side to a page that has replaced every builtin', async () => {
    const leaks = await inPage(`(async () => {
      const leaked = new Set();
      const { apply } = Reflect;
      const { add } = Set.prototype;
      const { toString } = Function.prototype;
      const { test } = RegExp.prototype;
      const foreign = /ipcRenderer|standIn/;
      const spy = (owner, name) => {
        const original = owner[name];
        owner[name] = function (...args) {
          const items = [this, ...args];
          for (let at = 0; at < items.length; at += 1) {
            const item = items[at];
            const isForeign = typeof item === 'function' && apply(test, foreign, [apply(toString, item, [])]);
            if (isForeign || item instanceof Element || item instanceof Event) apply(add, leaked, [name]);
          }
          return apply(original, this, args);
        };
      };
      for (const name of ['dispatchEvent', 'addEventListener', 'removeEventListener']) spy(EventTarget.prototype, name);
      for (const name of ['parse', 'stringify']) spy(JSON, name);
      for (const name of ['push', 'map', 'find', 'forEach']) spy(Array.prototype, name);
      for (const name of ['get', 'set']) spy(Map.prototype, name);
      for (const name of ['call', 'bind']) spy(Function.prototype, name);
      spy(Promise.prototype, 'then');
      window.CustomEvent = class extends CustomEvent {
        constructor(...args) { super(...args); apply(add, leaked, ['CustomEvent']); }
      };
      const answer = await fixture.invoke('echo', { a: [1] });
      return [answer.a[0], [...leaked]];
    })()`);
    expect(leaks).toEqual([1, []]);
    await page.reload();
  });

  it('cannot be opened by a page that imitates its signals', async () => {
    const before = await inPage(`(async () => {
      const element = document.createElement('i');
      window.dispatchEvent(new MouseEvent('stand-in-handshake', { relatedTarget: element }));
      element.dispatchEvent(new CustomEvent('page', { detail: JSON.stringify({ expose: 'planted', value: '1' }) }));
      return typeof window.planted;
    })()`);
    expect(before).toBe('undefined');
  });

  it('stands in subframes and in documents that are not the application’s, which get nothing', async () => {
    const seen = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = '/index.html';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      return [frame.contentDocument?.title, frame.contentWindow !== null && 'fixture' in frame.contentWindow];
    });
    expect(seen).toEqual(['Accueil', false]);
    await launched.app.evaluate(() =>
      globalThis.mainWindow.loadURL('data:text/html,<title>foreign</title><h1>x</h1>'),
    );
    await expect.poll(() => page.title()).toBe('foreign');
    expect(await inPage('typeof fixture')).toBe('undefined');
  });
});

describe('a preload that fails', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'borne-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['throws', 'throw new Error("broken on purpose")', 'broken on purpose'],
    ['cannot be parsed', 'this is ( not JavaScript', 'SyntaxError'],
  ])('because it %s is told, and the page is shown without it', async (_case, source, message) => {
    const file = join(folder, 'preload.cjs');
    writeFileSync(file, source);
    const launched = await launch('main.js', [`--preload=${file}`, '--no-window']);
    try {
      const told = await launched.app.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow(globalThis.options);
        const error = new Promise<unknown[]>((resolve) =>
          window.webContents.once('preload-error', (_event, path, failure) =>
            resolve([path, failure.message]),
          ),
        );
        await window.loadURL('kiosk://app/index.html');
        return error;
      });
      expect(told[0]).toBe(file);
      expect(told[1]).toContain(message);
      const page = await shownPage(launched.app);
      expect(await page.evaluate('pageSawFixture')).toBe('undefined');
      expect(launched.stderr()).toContain('Unable to load preload script');
    } finally {
      await launched.app.close();
    }
  });
});
