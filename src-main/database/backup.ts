import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BACKUP_FOLDER, dueBackup, listBackups, surplusBackups } from './backup-rule.ts';
import { syncFolder } from '../files/durable-file.ts';
import { firstDamage } from './integrity.ts';
import type { Database } from 'better-sqlite3';
import { isDamage, storageFault, type StorageUnavailable } from './storage-fault.ts';

/** How an attempt at the day's backup ended. */
export type BackupOutcome =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'made'; readonly file: string; readonly removed: readonly string[] }
  /** The disk would not take it; the backups made before are untouched. */
  | { readonly kind: 'unavailable'; readonly fault: StorageUnavailable }
  /** The copy is not sound, so the journal is not either: the older backups are kept. */
  | { readonly kind: 'damaged' };

/** Pages copied between two turns of the event loop: about a millisecond. */
const PAGES_PER_TURN = 64;

/**
 * Makes the day's backup of the journal when it is due, beside taps and writes: it is copied in small steps.
 * It appears under its name only when it is complete, sound and on the disk. One call at a time.
 * @param folder of the databases; backups go into `backups/`
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
    await handle.sync().finally(() => handle.close());
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

/** Takes the copy out of WAL mode, so that it is one file for ever, and checks it. */
function makeSingleFile(file: string): boolean {
  const copy = new BetterSqlite3(file);
  try {
    copy.pragma('journal_mode = DELETE');
    return firstDamage(copy) === null;
  } finally {
    copy.close();
  }
}

/** What a backup that was cut short has left. */
async function removePartial(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (name.includes('.db.part')) await rm(path.join(place, name), { force: true });
  }
}
