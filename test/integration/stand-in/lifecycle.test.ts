import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, launch, processesWith, profiles, run, shownPage } from './launch.ts';
import type { Launched } from './launch.ts';

/** The browser's folder of a launched application, found by what its command line says. */
const browserOf = (launched: Launched): Promise<{ pid: number; profile: string }> =>
  launched.app.evaluate(() => {
    const fs = process.getBuiltinModule('node:fs');
    for (const name of fs.readdirSync('/proc')) {
      if (!/^\d+$/u.test(name)) continue;
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const profile = /borne-stand-in-\w+/u.exec(fs.readFileSync(`/proc/${name}/cmdline`, 'utf8'))?.[0];
        if (
          parent === process.pid &&
          profile &&
          fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--remote-debugging-pipe')
        ) {
          return { pid: Number(name), profile };
        }
      } catch {
        continue;
      }
    }
    throw new Error('no browser');
  });

const expectNothingLeft = async (profile: string): Promise<void> => {
  await expect.poll(() => processesWith(profile)).toEqual([]);
  await expect.poll(() => profiles().includes(profile)).toBe(false);
};

describe('the end of an application', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('is orderly on %s', async (signal) => {
    const launched = await launch();
    // A page that is still loading would end with a fault of its own.
    await shownPage(launched.app);
    const { profile } = await browserOf(launched);
    await launched.app.evaluate(({ app }) => {
      for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'] as const)
        app.on(name as never, () => console.error(`heard ${name}`));
    });
    launched.process.kill(signal);
    const code = await launched.ended;
    expect(code, launched.stderr()).toBe(0);
    // Its last words may arrive after the news of its end.
    await expect
      .poll(() => launched.stderr().match(/heard [\w-]+/gu))
      .toEqual(['heard before-quit', 'heard will-quit', 'heard quit']);
    await expectNothingLeft(profile);
  });

  it('follows the end of its browser, whose windows close', async () => {
    const launched = await launch();
    await shownPage(launched.app);
    const { pid, profile } = await browserOf(launched);
    await launched.app.evaluate(() => {
      globalThis.mainWindow.on('closed', () => console.error('heard closed'));
    });
    process.kill(pid, 'SIGKILL');
    expect(await launched.ended, launched.stderr()).toBe(0);
    await expect.poll(() => launched.stderr()).toContain('heard closed');
    await expectNothingLeft(profile);
  });

  it('follows the closing of its last window', async () => {
    const launched = await launch();
    const page = await shownPage(launched.app);
    const { profile } = await browserOf(launched);
    await page.close().catch(() => undefined);
    expect(await launched.ended, launched.stderr()).toBe(0);
    await expectNothingLeft(profile);
  });

  it.each(['runs', 'hangs'])('leaves no browser that %s behind when it is killed outright', async (state) => {
    const launched = await launch();
    await shownPage(launched.app);
    const { pid, profile } = await browserOf(launched);
    expect(processesWith(profile).length).toBeGreaterThan(1);
    if (state === 'hangs') process.kill(pid, 'SIGSTOP');
    launched.process.kill('SIGKILL');
    expect(await launched.ended).toBe('SIGKILL');
    await expectNothingLeft(profile);
  });

  it('has the code given to app.exit, and asks nobody', async () => {
    const launched = await launch();
    await launched.app
      .evaluate(({ app }) => {
        app.on('before-quit', (event) => event.preventDefault());
        app.exit(5);
      })
      .catch(() => undefined);
    expect(await launched.ended).toBe(5);
  });

  it('can be prevented by before-quit, by will-quit and by a window', async () => {
    const launched = await launch();
    await shownPage(launched.app);
    const left = await launched.app.evaluate(async ({ app, BrowserWindow }) => {
      const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
      const window = globalThis.mainWindow;
      app.once('before-quit', (event) => event.preventDefault());
      app.quit();
      await turn();
      window.once('close', (event) => event.preventDefault());
      app.quit();
      await turn();
      window.once('close', (event) => event.preventDefault());
      window.close();
      return [BrowserWindow.getAllWindows().length, window.isDestroyed()];
    });
    expect(left).toEqual([1, false]);
    await launched.app.close();
    expect(await launched.ended, launched.stderr()).toBe(0);
  });
});

describe('an application that stays without windows', () => {
  let launched: Launched;
  beforeAll(async () => {
    launched = await launch('stay.js');
  });
  afterAll(() => launched.app.close());

  it('may open a new one after the last has closed', async () => {
    await shownPage(launched.app);
    await launched.app.evaluate(() => globalThis.mainWindow.close());
    await expect.poll(() => launched.app.windows().length).toBe(0);
    expect(await launched.app.evaluate(() => globalThis.allClosed)).toBe(1);
    const opened = launched.app.waitForEvent('window');
    await launched.app.evaluate(({ BrowserWindow }) => {
      void new BrowserWindow(globalThis.options).loadURL('kiosk://app/index.html');
    });
    const page = await opened;
    await page.locator('h1').waitFor();
    expect(await page.evaluate(`fixture.invoke('echo', 1)`)).toBe(1);
    expect(await page.evaluate('[innerWidth, innerHeight]')).toEqual([1080, 1920]);
  });
});

describe('a second instance', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'borne-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused, tells the first, and succeeds it when that is killed', async () => {
    const first = run([fixture('instance.js'), folder, 'first']);
    await first.says('holder');
    const second = run([fixture('instance.js'), folder, 'second']);
    expect(await second.ended).toBe(0);
    expect(second.stdout()).toBe('refused\n');
    await first.says('"from":"second"');
    expect(JSON.parse(first.stdout().split('\n')[1] ?? '')).toEqual({
      argv: [folder, 'second'],
      cwd: process.cwd(),
      data: { from: 'second' },
    });
    first.process.kill('SIGKILL');
    await first.ended;
    const third = run([fixture('instance.js'), folder, 'third']);
    await third.says('holder');
  });
});
