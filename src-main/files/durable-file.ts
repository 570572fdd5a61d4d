import fs from 'node:fs';
import path from 'node:path';

/** Makes the names in a folder survive a power cut. Windows has no such call and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  syncFile(folder, 'r');
}

/** Makes the content of a file survive a power cut. */
export function syncFile(file: string, flags: 'r' | 'r+' = 'r+'): void {
  const handle = fs.openSync(file, flags);
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Writes a small file. A reader, or the next start after a power cut, finds either the old or the new content, never
 * a part. Only the application's account can read it, unless `mode` says otherwise.
 * @throws errors of the file system: see `storageFault`
 */
export function writeDurably(file: string, content: string | Uint8Array, mode = 0o600): void {
  const temporary = `${file}.part`;
  try {
    fs.writeFileSync(temporary, content, { mode, flush: true });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(path.dirname(file));
}
