import BetterSqlite3 from 'better-sqlite3';
import type { Migration } from './migrations/migration.ts';
import { isReadableBy, latestVersion, migrate, schemaVersion } from './migrate.ts';
import { NewerDatabaseError, OlderDatabaseError } from './version-error.ts';

export type Database = BetterSqlite3.Database;

export interface OpenOptions {
  /** The whole list, from version 1. */
  readonly migrations: readonly Migration[];
  /** `FULL`: a commit survives a power cut. `NORMAL`: it survives a crash of the application. */
  readonly synchronous: 'NORMAL' | 'FULL';
  /** The file must exist and have the newest version. */
  readonly readonly?: boolean;
}

/** Milliseconds to wait for another connection. Short, since main must not block. */
const BUSY_TIMEOUT = 2000;

/**
 * Opens a database with the settings of all connections, and migrates it.
 * @throws NewerDatabaseError before anything is written, unless the newer version may be used as it is
 * @throws OlderDatabaseError when opened read only and migrations are missing
 * @throws SqliteError see `storageFault` and `isDamage`
 */
export function openDatabase(file: string, options: OpenOptions): Database {
  const readonly = options.readonly ?? false;
  const db = new BetterSqlite3(file, { readonly, fileMustExist: readonly, timeout: BUSY_TIMEOUT });
  try {
    const known = latestVersion(options.migrations);
    const found = schemaVersion(db);
    if (found > known && !isReadableBy(db, known)) throw new NewerDatabaseError(file, found, known);
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
