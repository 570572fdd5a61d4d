import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { makeFolder } from '../src-main/files/make-folder.ts';

/**
 * Windows cannot replace a program that runs: the service goes on from a copy in its own folder, so that a setup can
 * put a new one in its place. The copy that began an update is also the one that ends it.
 * @returns true: the copy has been started, and this process is to end
 */
export function goOnFromCopy(home: string): boolean {
  if (process.platform !== 'win32') return false;
  const folder = path.join(home, 'runner');
  const copy = path.join(folder, path.basename(process.execPath));
  if (path.resolve(process.execPath).toLowerCase() === path.resolve(copy).toLowerCase()) return false;
  const isUnderWay = fs.existsSync(path.join(home, 'step.json')) && fs.existsSync(copy);
  makeFolder(folder);
  try {
    if (!isUnderWay) fs.copyFileSync(process.execPath, copy);
  } catch (error) {
    // One that runs cannot be written: it has the lock, and this round is not needed.
    if (!fs.existsSync(copy)) throw error;
  }
  spawn(copy, process.argv.slice(2), { detached: true, stdio: 'ignore', windowsHide: true }).unref();
  return true;
}
