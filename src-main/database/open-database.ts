import BetterSqlite3 from 'better-sqlite3';
import type { Migration } from './migrations/migration.ts';
import { latestVersion, migrate, schemaVersion } from './migrate.ts';
import { NewerDatabaseError, OlderDatabaseError } from './version-error.ts';

/** An open SQLite database. */
export type Database = BetterSqlite3.Database;

/** How {@link openDatabase} opens a file. */
export interface OpenOptions {
  /** The whole list, from version 1. */
  readonly migrations: readonly Migration[];
  /** `FULL`: a commit survives a power cut. `NORMAL`: it survives a crash of the application. */
  readonly synchronous: 'NORMAL' | 'FULL';
  /** Read only: the file must exist and be up to date. */
  readonly readonly?: boolean;
}

/** Milliseconds to wait for another connection; main must never stand still for long. */
const BUSY_TIMEOUT = 2000;

/**
 * Opens a database with the settings that every connection of the application has, and migrates it.
 * @throws NewerDatabaseError, before anything is written
 * @throws OlderDatabaseError when opened read only and migrations are missing
 * @throws SqliteError of SQLite: see `storageFault` and `isDamage`
 */
export function openDatabase(file: string, options: OpenOptions): Database {
  const readonly = options.readonly ?? false;
  const db = new BetterSqlite3(file, { readonly, fileMustExist: readonly, timeout: BUSY_TIMEOUT });
  try {
    const known = latestVersion(options.migrations);
    const found = schemaVersion(db);
    if (found > known) throw new NewerDatabaseError(file, found, known);
    if (readonly && found < known) throw new OlderDatabaseError(file, found, known);
    if (!readonly) db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${options.synchronous}`);
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    if (!readonly) migrate(db, options.migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
