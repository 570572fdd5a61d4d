import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BACKUP_FOLDER, dueBackup, listBackups, surplusBackups } from './backup-rule.ts';
import { syncFolder } from '../files/durable-file.ts';
import { firstDamage } from './integrity.ts';
import type { Database } from 'better-sqlite3';
import { isDamage, storageFault, type StorageUnavailable } from './storage-fault.ts';

/** Result of one try to make the day's backup. */
export type BackupOutcome =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'made'; readonly file: string; readonly removed: readonly string[] }
  /** The disk refused it; older backups are untouched. */
  | { readonly kind: 'unavailable'; readonly fault: StorageUnavailable }
  /** The copy is damaged, so the journal is damaged too. Older backups are kept. */
  | { readonly kind: 'damaged' };

/** Number of pages copied in one turn of the event loop: about a millisecond. */
const PAGES_PER_TURN = 64;

/**
 * Makes the day's backup of the journal when it is due. It is copied in small steps, so that actions and writes
 * continue. It gets its name only when it is complete, checked and on the disk. One call at a time.
 * @param folder folder of the databases; backups go into `backups/`
 * @param now steady milliseconds
 */
export async function runDueBackup(journal: Database, folder: string, now: number): Promise<BackupOutcome> {
  const name = dueBackup(now, listBackups(folder));
  if (name === null) return { kind: 'not-due' };
  const place = path.join(folder, BACKUP_FOLDER);
  const temporary = path.join(place, `${name}.part`);
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
    await removePartial(place);
    await journal.backup(temporary, { progress: () => PAGES_PER_TURN });
    if (!makeSingleFile(temporary)) {
      await removePartial(place);
      return { kind: 'damaged' };
    }
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path.join(place, name));
    syncFolder(place);
    const removed = surplusBackups(name, listBackups(folder));
    for (const old of removed) await rm(path.join(place, old), { force: true });
    return { kind: 'made', file: name, removed };
  } catch (error) {
    if (fs.existsSync(place) && fs.statSync(place).isDirectory()) await removePartial(place);
    if (isDamage(error)) return { kind: 'damaged' };
    const fault = storageFault(error, place);
    if (fault) return { kind: 'unavailable', fault };
    throw error;
  }
}

/** Takes the copy out of WAL mode, so that it is a single file, and checks it. */
function makeSingleFile(file: string): boolean {
  const copy = new BetterSqlite3(file);
  try {
    copy.pragma('journal_mode = DELETE');
    return firstDamage(copy) === null;
  } finally {
    copy.close();
  }
}

/** Removes the rest of an interrupted backup. */
async function removePartial(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (name.includes('.db.part')) await rm(path.join(place, name), { force: true });
  }
}
