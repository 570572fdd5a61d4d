import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What the export does on disk; passed in, so that tests can cut it off at any step. */
export interface LetterFiles {
  /** Makes a folder that only its owner may enter; there must be none of that name. */
  makeFolder(folder: string): Promise<void>;
  /** Writes a file that only its owner may read, whole and on disk; one of that name is written anew. */
  write(file: string, content: string | Buffer): Promise<void>;
  /** Has the names within a folder on disk. */
  settle(folder: string): Promise<void>;
  /** Gives a file or folder its final name, on disk. Both are in the same folder. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with its content, if there. */
  remove(target: string): Promise<void>;
  exists(target: string): Promise<boolean>;
}

/** The disk. */
export const letterFiles: LetterFiles = {
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
  // Windows cannot open a folder; there the file system keeps its own journal of names.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the system says when a folder cannot take files, in words for the person at the terminal. */
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

/** Whether an error is a fault of the folder rather than a bug. @returns what is wrong with it, or null */
export function folderFault(error: unknown): string | null {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? (FAULTS[code] ?? null) : null;
}
