import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright';
import type { ElectronApplication, Page } from 'playwright';
import { onTestFinished } from 'vitest';

/** The stand-in's executable. */
export const EXECUTABLE = fileURLToPath(
  new URL('../../../tools/electron-stand-in/electron', import.meta.url),
);

/** Path of a fixture beside this file. */
export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

// What the stand-in does is judged with the whole browser: the shell alone grants a camera without being asked.
const HEADLESS = { BORNE_HEADLESS: '1', BORNE_HEADLESS_SHELL: '' };

/** An application under test, driven by Playwright. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly process: ChildProcess;
  /** Exit code, or the signal's name, once the process has ended. */
  readonly ended: Promise<number | string>;
  /** What it wrote to standard error so far. */
  stderr(): string;
}

/** Launches a fixture the way the end-to-end suite launches the application. */
export async function launch(name = 'main.js', args: readonly string[] = []): Promise<Launched> {
  const app = await _electron.launch({
    executablePath: EXECUTABLE,
    args: [fixture(name), ...args],
    env: { ...(process.env as Record<string, string>), ...HEADLESS },
  });
  const child = app.process();
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { app, process: child, ended: endOf(child), stderr: () => text };
}

/** The first window's page, with its heading shown; loaded for the application too: its end is then no failed load. */
export async function shownPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.locator('h1').waitFor();
  await app.evaluate(() => globalThis.loaded);
  return page;
}

/** How a process ended. */
export function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', (code, signal) => resolve(code ?? signal ?? ''));
  });
}

/** A run of the executable without Playwright. */
export interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<number | string>;
  stdout(): string;
  stderr(): string;
  /** Resolves when standard output has this text; rejects when the process ends without it. */
  says(text: string): Promise<void>;
}

/** Starts the executable as a shell would, for the length of one test. */
export function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(EXECUTABLE, args, { env: { ...process.env, ...HEADLESS, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const closed = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  );
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (out.includes(text)) resolve();
      };
      child.stdout.on('data', look);
      look();
      void closed.then(() => reject(new Error(`ended without saying ${text}: ${out}${err}`)));
    });
  return { process: child, ended: closed, stdout: () => out, stderr: () => err, says };
}

/** Temporary folders of the stand-in's browsers. */
export function profiles(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('borne-stand-in-'));
}

/** Processes, zombies apart, whose command line has this text. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text) &&
          !/^State:\tZ/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}
