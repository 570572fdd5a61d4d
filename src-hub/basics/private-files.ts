import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Disk operations of the export of letters. Passed in, so that tests can interrupt the export at any step. */
export interface PrivateFiles {
  /** Makes a folder that only its owner may enter. Fails when the name exists. */
  makeFolder(folder: string): Promise<void>;
  /** Writes a file that only its owner may read, and waits until it is on disk. Replaces a file of that name. */
  write(file: string, content: string | Buffer): Promise<void>;
  /** Waits until the names within a folder are on disk. */
  settle(folder: string): Promise<void>;
  /** Renames a file or folder within its folder, and waits until the name is on disk. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with its content. Does nothing when it does not exist. */
  remove(target: string): Promise<void>;
  exists(target: string): Promise<boolean>;
}

/** {@link PrivateFiles} on the real disk. */
export const privateFiles: PrivateFiles = {
  makeFolder: (folder) => mkdir(folder, { mode: 0o700 }).then(() => undefined),
  async write(file, content) {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  settle: syncFolder,
  async rename(from, to) {
    await rename(from, to);
    await syncFolder(path.dirname(to));
  },
  remove: (target) => rm(target, { recursive: true, force: true }),
  exists: (target) =>
    access(target).then(
      () => true,
      () => false,
    ),
};

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file system keeps a journal of names itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Why a folder cannot take files, by error code, in words for the terminal. */
const FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'is not writable for this account',
  EPERM: 'is not writable for this account',
  EROFS: 'is on a read-only file system',
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EEXIST: 'already has what was to be written',
  ENOSPC: 'is full',
  EDQUOT: 'is full (quota)',
  EIO: 'is on a disk that fails',
};

/** Tells a fault of the folder from a bug. @returns what is wrong with the folder; null for any other error */
export function folderFault(error: unknown): string | null {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? (FAULTS[code] ?? null) : null;
}
