import fs from 'node:fs';
import path from 'node:path';
import type { Log } from '../log/log.ts';
import { firstDamage } from './integrity.ts';
import { JOURNAL_MIGRATIONS } from './migrations/journal-migrations.ts';
import { finishRescue, JOURNAL_FILE, putUnderRescue, type Rescue } from './journal-rescue.ts';
import { listBackups } from './backup-rule.ts';
import { schemaVersion } from './migrate.ts';
import { openDatabase, type Database } from './open-database.ts';
import { isDamage, storageFault } from './storage-fault.ts';
import { makeFolder } from '../files/make-folder.ts';

/** What {@link openJournal} needs. */
export interface JournalOptions {
  /** Folder of the databases; made when missing. */
  readonly folder: string;
  /** Only for names of files set aside: the steady clock starts from the journal and does not exist yet. */
  readonly clock: { now(): number };
  readonly log: Log;
}

/** The open journal; and the report for staff when it was damaged. */
export interface OpenedJournal {
  readonly journal: Database;
  /** Null: nothing was damaged. */
  readonly setAside: Rescue | null;
}

/**
 * Checks and opens the journal. A damaged one is set aside, and its readable rows are copied into a new one. Tables
 * without any readable row, or a missing journal, come from the newest backup.
 * @throws StorageUnavailable when the disk is full, read-only or failing
 * @throws NewerDatabaseError when a newer application wrote it
 */
export function openJournal({ folder, clock, log }: JournalOptions): OpenedJournal {
  try {
    makeFolder(folder);
    let setAside = finishRescue(folder, clock.now());
    let journal = openSound(folder, log);
    if (journal === null) {
      putUnderRescue(folder);
      setAside = finishRescue(folder, clock.now());
      journal = openSound(folder, log);
      if (journal === null) throw new Error('the rebuilt journal is damaged as well');
    }
    if (setAside) log.error({ ...setAside }, 'journal-set-aside');
    proveWritable(journal);
    return { journal, setAside };
  } catch (error) {
    throw storageFault(error, folder) ?? error;
  }
}

/** @returns null when the journal is damaged */
function openSound(folder: string, log: Log): Database | null {
  const file = path.join(folder, JOURNAL_FILE);
  if (isEmptied(file) && listBackups(folder).length > 0) {
    log.error({ finding: 'file emptied' }, 'journal-damaged');
    return null;
  }
  let finding: string | null;
  try {
    const journal = openDatabase(file, { migrations: JOURNAL_MIGRATIONS, synchronous: 'FULL' });
    finding = firstDamage(journal);
    if (finding === null) return journal;
    journal.close();
  } catch (error) {
    if (!(error instanceof Error) || !isDamage(error)) throw error;
    finding = error.message;
  }
  log.error({ finding }, 'journal-damaged');
  return null;
}

/** SQLite treats an empty file as a new database, but a power cut can empty an old one. */
function isEmptied(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.size === 0;
}

/** SQLite opens read-only files without an error. This finds out before a member uses the kiosk. */
function proveWritable(journal: Database): void {
  journal.transaction(() => journal.pragma(`user_version = ${schemaVersion(journal)}`)).immediate();
}
