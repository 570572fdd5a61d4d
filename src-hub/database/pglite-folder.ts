import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Another process uses the folder. Two PGlite processes on one folder would damage its files. */
export class PgliteInUseError extends Error {
  override readonly name = 'PgliteInUseError';
}

/** Folders that this process has locked. */
const lockedFolders = new Set<string>();

/**
 * Locks a folder for this process by a file with its process id. Takes over the file of a process that has died.
 * @returns a function that unlocks it
 * @throws PgliteInUseError
 */
export function lockFolder(folder: string): () => void {
  const whole = path.resolve(folder);
  const file = path.join(whole, 'hub.pid');
  makeFolder(whole);
  if (lockedFolders.has(whole)) throw new PgliteInUseError('the folder is open in this process');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (Reflect.get(Object(error), 'code') !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (holder !== process.pid && isAlive(holder))
        throw new PgliteInUseError('another process has the folder');
      rmSync(file, { force: true });
    }
  }
  lockedFolders.add(whole);
  return () => {
    lockedFolders.delete(whole);
    rmSync(file, { force: true });
  };
}

/** Not by `recursive` of Node, which never ends where a parent takes no folder (`/proc`). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Secret of a demonstration, in a file of its folder that only the owner may read. Made by the first call. */
export function demonstrationSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  makeFolder(path.resolve(folder));
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

function isAlive(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM';
  }
}
