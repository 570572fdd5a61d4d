import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The folder is in use by another process: PGlite would damage its files. */
export class PgliteInUseError extends Error {
  override readonly name = 'PgliteInUseError';
}

/** Folders that this process holds. */
const held = new Set<string>();

/**
 * Takes a folder for this process by a file with its process id; one left by a process that was killed is taken over.
 * @returns a function that gives it back
 * @throws PgliteInUseError
 */
export function holdFolder(folder: string): () => void {
  const whole = path.resolve(folder);
  const file = path.join(whole, 'hub.pid');
  mkdirSync(whole, { recursive: true, mode: 0o700 });
  if (held.has(whole)) throw new PgliteInUseError('the folder is open in this process');
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
  held.add(whole);
  return () => {
    held.delete(whole);
    rmSync(file, { force: true });
  };
}

/** The secret of a demonstration, kept in its folder for the owner alone; made the first time. */
export function demonstrationSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
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
