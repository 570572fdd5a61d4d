import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { launch, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

describe('messages between page and main process', () => {
  let launched: Launched;
  let page: Page;
  beforeAll(async () => {
    launched = await launch();
    page = await shownPage(launched.app);
  });
  afterAll(() => launched.app.close());

  /** Evaluates an expression in the page; `fixture` is what the preload exposes. */
  const inPage = (expression: string): Promise<unknown> => page.evaluate(expression);
  /** Error text of a rejected expression. */
  const failure = (expression: string): Promise<unknown> =>
    inPage(
      `(async () => { try { await (${expression}); return 'no error' } catch (error) { return error.message } })()`,
    );

  it.each([
    ['text', '"é\\u2028\\n\\0😀"'],
    ['numbers', '[0, -0, 1.5, NaN, Infinity, -Infinity, 2 ** 53]'],
    ['empty values', '[null, undefined, { a: undefined }, "", [], {}]'],
    ['a big integer', '12345678901234567890n'],
    ['a date', 'new Date(86400000)'],
    ['an invalid date', 'new Date(NaN)'],
    ['a pattern', '/a+b/giu'],
    ['a map and a set', '[new Map([["k", { v: 1 }]]), new Set([1, "2"])]'],
    ['bytes', '[new Uint8Array([0, 255, 128]), new Float64Array([1.5]), new Uint8Array([7]).buffer]'],
    ['nesting', '{ a: [{ b: { c: [[1]] } }] }'],
    ['keys that look special', 'JSON.parse(\'{"__proto__": {"x": 1}, "constructor": 2, "then": 3}\')'],
    ['an array that looks like a tag', '["u", ["d", 0], ["f", 1]]'],
  ])('carry %s there and back', async (_case, expression) => {
    const same = `(async () => {
      const shape = (value) => Object.prototype.toString.call(value) + (
        value === null || typeof value !== 'object' ? String(value) + Object.is(value, -0) + typeof value
        : value instanceof Date || value instanceof RegExp ? String(value)
        : value instanceof Map || value instanceof Set || ArrayBuffer.isView(value) ? [...value].map(shape)
        : value instanceof ArrayBuffer ? [...new Uint8Array(value)]
        : Object.entries(value).map(([k, v]) => k + shape(v)));
      const value = ${expression};
      const back = await fixture.invoke('echo', value);
      return [shape(value), shape(back)];
    })()`;
    const [sent, received] = (await inPage(same)) as [string, string];
    expect(received).toBe(sent);
  });

  it('carry cycles and errors', async () => {
    const seen = await inPage(`(async () => {
      const value = { error: new TypeError('odd'), list: [] };
      value.list.push(value, value.list);
      const back = await fixture.invoke('echo', value);
      return [back.list[0] === back, back.list[1] === back.list, back.error instanceof TypeError, back.error.message];
    })()`);
    expect(seen).toEqual([true, true, true, 'odd']);
  });

  it.each(['() => 1', 'Symbol("x")', 'window', 'document.body', 'new WeakMap()', '{ deep: [() => 1] }'])(
    'refuse %s',
    async (expression) => {
      expect(await failure(`fixture.invoke('echo', ${expression})`)).toBe('An object could not be cloned.');
    },
  );

  it.each([
    ['fail', "Error invoking remote method 'fail': TypeError: refused"],
    ['uncloneable', "Error invoking remote method 'uncloneable': Error: An object could not be cloned."],
    ['nobody', "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'"],
  ])('reject %s as Electron words it', async (channel, message) => {
    expect(await failure(`fixture.invoke('${channel}')`)).toBe(message);
  });

  it('show who sends', async () => {
    await page.evaluate(() => history.replaceState(null, '', '/index.html?a=1#part'));
    const seen = await inPage(`fixture.invoke('sender')`);
    expect(seen).toEqual({
      url: 'kiosk://app/index.html?a=1#part',
      origin: 'kiosk://app',
      parent: null,
      isMainFrame: true,
    });
  });

  it('reach listeners, until these are removed', async () => {
    const seen = await inPage(`(async () => {
      const got = [];
      const answered = () => new Promise((resolve) => fixture.onceNoted(resolve));
      const stop = fixture.onNoted((...args) => got.push(args));
      let next = answered(); fixture.send('note', 1, { a: undefined }); await next;
      next = answered(); fixture.send('note', 2); await next;
      stop();
      next = answered(); fixture.send('note', 3); await next;
      return got;
    })()`);
    expect(seen).toEqual([[1, { a: undefined }], [2]]);
  });

  it('refuse to send from main what cannot be cloned', async () => {
    const message = await launched.app.evaluate(() => {
      try {
        globalThis.mainWindow.webContents.send('noted', () => 1);
        return 'sent';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(message).toBe('An object could not be cloned.');
  });

  it('serve handleOnce once, and nothing after removeHandler', async () => {
    await launched.app.evaluate(({ ipcMain }) => {
      ipcMain.handleOnce('once', () => 'first');
      ipcMain.handle('removed', () => 'still');
      ipcMain.removeHandler('removed');
    });
    expect(await inPage(`fixture.invoke('once')`)).toBe('first');
    expect(await failure(`fixture.invoke('once')`)).toContain("No handler registered for 'once'");
    expect(await failure(`fixture.invoke('removed')`)).toContain("No handler registered for 'removed'");
  });

  it('work again after the page was loaded anew', async () => {
    await page.reload();
    await page.locator('h1').waitFor();
    expect(await inPage(`fixture.invoke('echo', 'again')`)).toBe('again');
  });

  it('run code in the page on main’s behalf', async () => {
    const run = (code: string): Promise<unknown> =>
      launched.app.evaluate(
        (_electron, text) =>
          globalThis.mainWindow.webContents
            .executeJavaScript(text)
            .catch((error: unknown) => (error as Error).message),
        code,
      );
    expect(await run('Promise.resolve(document.title)')).toBe('Accueil');
    expect(await run('null.x')).toContain('Cannot read properties of null');
  });
});
