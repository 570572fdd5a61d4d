import fs from 'node:fs';
import { createHash } from 'node:crypto';
import { asAccount, type Account } from './as-account.ts';

/** Why a file of somebody else is not taken. */
export type FileRefusal = 'missing' | 'not-a-plain-file' | 'too-big';

/** Bytes moved at once. */
const CHUNK = 1024 * 1024;

/**
 * Opens a file that somebody else wrote, with their rights: a plain file with one name. Links, pipes and devices are
 * refused; what is swapped later does not change what is open.
 * @param limit most bytes
 */
function openPlain(
  file: string,
  account: Account | null,
  limit: number,
): { handle: number; size: number } | FileRefusal {
  // Windows has neither.
  const flags: Partial<typeof fs.constants> = fs.constants;
  const O_NOFOLLOW = flags.O_NOFOLLOW ?? 0;
  const O_NONBLOCK = flags.O_NONBLOCK ?? 0;
  let handle: number;
  try {
    // A pipe without a writer would make the service wait for ever.
    handle = asAccount(account, () => fs.openSync(file, fs.constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'not-a-plain-file';
  }
  const found = fs.fstatSync(handle);
  // Windows has no flag for it: a link is looked at by its name.
  const isLink = O_NOFOLLOW === 0 && fs.lstatSync(file).isSymbolicLink();
  const refusal =
    !found.isFile() || found.nlink !== 1 || isLink
      ? 'not-a-plain-file'
      : found.size > limit
        ? 'too-big'
        : null;
  if (refusal === null) return { handle, size: found.size };
  fs.closeSync(handle);
  return refusal;
}

/** Reads a small file that somebody else wrote: see {@link copyPlain}. */
export function readPlain(file: string, account: Account | null, limit: number): Buffer | FileRefusal {
  const opened = openPlain(file, account, limit);
  if (typeof opened === 'string') return opened;
  try {
    const bytes = Buffer.alloc(limit + 1);
    let length = 0;
    for (let read = 1; read > 0 && length <= limit; length += read)
      read = fs.readSync(opened.handle, bytes, length, limit + 1 - length, null);
    return length > limit ? 'too-big' : bytes.subarray(0, length);
  } finally {
    fs.closeSync(opened.handle);
  }
}

/**
 * Copies a file that somebody else wrote to a place of our own, and to the disk. It may grow or change meanwhile: the
 * digest is that of what was written here.
 * @param limit most bytes; one more is not written
 * @throws errors of the file system at `to`
 */
export function copyPlain(
  file: string,
  to: string,
  account: Account | null,
  limit: number,
): { size: number; sha256: string } | FileRefusal {
  const opened = openPlain(file, account, limit);
  if (typeof opened === 'string') return opened;
  try {
    const target = fs.openSync(to, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.alloc(CHUNK);
      let size = 0;
      for (;;) {
        const read = fs.readSync(opened.handle, buffer, 0, CHUNK, null);
        if (read === 0) break;
        size += read;
        if (size > limit) return 'too-big';
        const part = buffer.subarray(0, read);
        hash.update(part);
        for (let at = 0; at < read;) at += fs.writeSync(target, part, at);
      }
      fs.fsyncSync(target);
      return { size, sha256: hash.digest('hex') };
    } finally {
      fs.closeSync(target);
    }
  } finally {
    fs.closeSync(opened.handle);
  }
}

/** SHA-256 of a file of our own, in hexadecimal. */
export function digestOf(file: string): string {
  const handle = fs.openSync(file, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(CHUNK);
    for (let read = 1; read > 0; hash.update(buffer.subarray(0, read)))
      read = fs.readSync(handle, buffer, 0, CHUNK, null);
    return hash.digest('hex');
  } finally {
    fs.closeSync(handle);
  }
}
