import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { listBackups } from './backup-rule.ts';
import { syncFile, syncFolder } from '../files/durable-file.ts';
import { JOURNAL_MIGRATIONS } from './migrations/journal-migrations.ts';
import { schemaVersion } from './migrate.ts';
import { openDatabase, type Database } from './open-database.ts';
import { salvageTable } from './salvage-table.ts';
import { isUnreadable } from './table-copy.ts';

/** Name of the journal's file. */
export const JOURNAL_FILE = 'journal.db';

/** The damaged journal while its rows are copied. Found at a start, it means that the copying was interrupted. */
const UNDER_RESCUE = 'journal-rescue.db';

/** The new journal while it is filled. */
const FRESH = 'journal-fresh.db';

/** Result of rescuing a damaged or missing journal. */
export interface Rescue {
  /** The file to look at: the journal set aside, or the backup used in place of a missing one. */
  readonly file: string;
  /** Number of rows in the new journal. */
  readonly rowsSaved: number;
  /** Number of rows known to be lost. Fully unreadable pages may have held more. */
  readonly rowsLost: number;
  /** Tables with unreadable parts. */
  readonly damagedTables: readonly string[];
  /** Tables without any readable row; they were taken from the newest backup. */
  readonly fromBackup: readonly string[];
}

/** Renames the journal and its companion files, so that they are no longer used. It must not be open. */
export function putUnderRescue(folder: string): void {
  moveDatabase(folder, JOURNAL_FILE, UNDER_RESCUE);
  syncFolder(folder);
}

/**
 * Finishes a rescue, or one that was interrupted: a power cut at any moment loses nothing.
 * @param now used in the name of the file set aside
 * @returns null when there is nothing to rescue
 */
export function finishRescue(folder: string, now: number): Rescue | null {
  const journal = path.join(folder, JOURNAL_FILE);
  const damaged = path.join(folder, UNDER_RESCUE);
  const fileName = freeName(folder, `journal-corrupt-${stamp(now)}`);
  if (fs.existsSync(damaged)) {
    let rescue: Rescue | null = null;
    if (!fs.existsSync(journal)) {
      // Its log may not have been moved: the power can go between the two moves.
      moveDatabase(folder, JOURNAL_FILE, UNDER_RESCUE);
      rescue = { ...rebuild(folder, damaged), file: fileName };
    }
    moveDatabase(folder, UNDER_RESCUE, fileName);
    syncFolder(folder);
    return rescue;
  }
  const [backup] = listBackups(folder);
  if (fs.existsSync(journal) || backup === undefined) return null;
  return { ...rebuild(folder, null), file: path.join('backups', backup) };
}

function rebuild(folder: string, damagedFile: string | null): Omit<Rescue, 'file'> {
  const freshFile = path.join(folder, FRESH);
  removeDatabase(freshFile);
  const fresh = openDatabase(freshFile, { migrations: JOURNAL_MIGRATIONS, synchronous: 'NORMAL' });
  const damaged = damagedFile === null ? null : openSource(damagedFile);
  const [backupName] = listBackups(folder);
  const backup = backupName === undefined ? null : openSource(path.join(folder, 'backups', backupName));
  let rowsSaved = 0;
  let rowsLost = 0;
  const damagedTables: string[] = [];
  const fromBackup: string[] = [];
  try {
    // In the order of creation: referenced rows have to come first.
    for (const table of tablesOf(fresh)) {
      let result = damaged ? salvageTable(damaged, fresh, table) : { saved: 0, lost: 0, damaged: true };
      if (result.damaged) damagedTables.push(table);
      if (result.damaged && result.saved === 0 && backup) {
        result = salvageTable(backup, fresh, table);
        fromBackup.push(table);
      }
      rowsSaved += result.saved;
      rowsLost += result.lost;
    }
    // Positions of lost events may be used again, so head office has to see a new journal (see EventJournal.begin).
    fresh.exec('DELETE FROM journal_name');
  } finally {
    damaged?.close();
    backup?.close();
    fresh.close();
  }
  syncFile(freshFile);
  fs.renameSync(freshFile, path.join(folder, JOURNAL_FILE));
  syncFolder(folder);
  return { rowsSaved, rowsLost, damagedTables, fromBackup };
}

/** Opens a file to read what is readable; null when SQLite finds no schema in it. */
function openSource(file: string): Database | null {
  let db: Database | null = null;
  try {
    db = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    // Continues in a file that is shorter than its header says, and after a bad entry of the schema.
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    if (schemaVersion(db) > 0 && tablesOf(db).length > 0) return db;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  db?.close();
  return null;
}

function tablesOf(db: Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    )
    .pluck()
    .all();
}

const COMPANIONS = ['', '-wal', '-shm'] as const;

function moveDatabase(folder: string, from: string, to: string): void {
  for (const suffix of COMPANIONS) {
    const source = path.join(folder, from + suffix);
    if (fs.existsSync(source)) fs.renameSync(source, path.join(folder, to + suffix));
  }
}

function removeDatabase(file: string): void {
  for (const suffix of COMPANIONS) fs.rmSync(file + suffix, { force: true });
}

/** A file set aside never replaces another, even in the same second. */
function freeName(folder: string, base: string): string {
  let name = `${base}.db`;
  for (let more = 2; fs.existsSync(path.join(folder, name)); more += 1) name = `${base}-${more}.db`;
  return name;
}

/** A moment for a file name. Without colons, which Windows refuses. */
function stamp(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/gu, '');
}
