import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { syncFile } from '../src-main/files/durable-file.ts';
import { makeFolder } from '../src-main/files/make-folder.ts';
import { digestOf } from './store/plain-file.ts';

/** The process that this is; a test has another. */
export interface RunnerEdges {
  readonly platform: NodeJS.Platform;
  /** The program that runs. */
  readonly program: string;
  readonly args: readonly string[];
  /** Starts a program that outlives this one. @returns false: it cannot be started */
  readonly start: (program: string, args: readonly string[]) => boolean;
}

const OWN: RunnerEdges = {
  platform: process.platform,
  program: process.execPath,
  args: process.argv.slice(2),
  start: (program, args) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
    // It tells that by an event too, which would end this process.
    child.on('error', () => undefined);
    child.unref();
    return child.pid !== undefined;
  },
};

/**
 * Windows cannot replace a program that runs: the service goes on from a copy in its own folder, so that a setup can
 * put a new one in its place. The copy that began an update is also the one that ends it.
 * @returns true: the copy has been started, and this process is to end; false: it goes on itself
 */
export function goOnFromCopy(home: string, { platform, program, args, start }: RunnerEdges = OWN): boolean {
  if (platform !== 'win32') return false;
  const folder = path.join(home, 'runner');
  const copy = path.join(folder, path.basename(program));
  if (path.resolve(program).toLowerCase() === path.resolve(copy).toLowerCase()) return false;
  const isUnderWay = fs.existsSync(path.join(home, 'step.json')) && fs.existsSync(copy);
  makeFolder(folder);
  if (!isUnderWay) renew(copy, program);
  // Without room for a copy it goes on itself, and tells what it waits for.
  return fs.existsSync(copy) && start(copy, args);
}

/** Makes the copy anew when it is another program: whole, or as it was, after a power cut. */
function renew(copy: string, program: string): void {
  // A disk that is written each time would be worn out by it.
  if (fs.existsSync(copy) && digestOf(copy) === digestOf(program)) return;
  const part = `${copy}.part`;
  try {
    fs.copyFileSync(program, part);
    syncFile(part);
    fs.renameSync(part, copy);
  } catch {
    // One that runs cannot be replaced: it has the lock, and this round is not needed. On a full disk the former does.
    fs.rmSync(part, { recursive: true, force: true });
  }
}
