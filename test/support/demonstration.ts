import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { unpackMigrated } from './hub/databases/pglite-image.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { VirtualDisplay } from './devices/virtual-display.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What `npm start` starts. */
export interface Demonstration {
  /** Port of the browser's DevTools. */
  readonly port: number;
  /** Lines of the kiosk's log. */
  log(): string;
}

/** Starts what `npm start` starts, on a display and the stand-in; it goes with the test. */
export async function startDemonstration(display: VirtualDisplay): Promise<Demonstration> {
  const folder = temporaryFolder();
  await unpackMigrated(path.join(folder, 'head-office', 'pglite'));
  // The browser's profile, which tells its port, is made here.
  const profiles = temporaryFolder();
  const child = spawn(process.execPath, ['tools/demo/start-demo.ts', folder], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display.name,
      BORNE_HEADLESS: '0',
      BORNE_ELECTRON: path.join(ROOT, 'tools', 'electron-stand-in', 'electron'),
      TMPDIR: profiles,
    },
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  const textOf = (pattern: string): string =>
    globSync(pattern)
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
  const port = (): number =>
    Number.parseInt(textOf(path.join(profiles, 'borne-stand-in-*', 'DevToolsActivePort')));
  await expect.poll(port, { timeout: 180_000 }).toBeGreaterThan(0);
  return { port: port(), log: () => textOf(path.join(folder, 'data', 'logs', '*')) };
}
