import type { Database } from 'better-sqlite3';
import type { Migration } from './migrations/migration.ts';
import { NewerDatabaseError } from './version-error.ts';

/** The schema version of a database (`user_version`); 0: new. */
export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** The version that a list of migrations leads to. */
export function latestVersion(migrations: readonly Migration[]): number {
  migrations.forEach(({ version }, at) => {
    if (version !== at + 1) throw new Error(`migration ${version} stands in place ${at + 1}`);
  });
  return migrations.length;
}

/** Bits of `application_id` for the oldest application that may use a database; above them: its version. */
const READER_BITS = 12;

/**
 * Whether an application may use a database of a newer version as it is: the migration to it has said so.
 * @param known newest version of the application
 */
export function isReadableBy(db: Database, known: number): boolean {
  const mark = db.pragma('application_id', { simple: true }) as number;
  const oldest = mark & ((1 << READER_BITS) - 1);
  return mark >> READER_BITS === schemaVersion(db) && oldest > 0 && oldest <= known;
}

/**
 * Brings a database to the newest version. Each migration and its `user_version` are one transaction.
 * @param migrations the whole list, from version 1
 * @throws NewerDatabaseError when the database is newer than the list, and not to be used by this application
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const known = latestVersion(migrations);
  const found = schemaVersion(db);
  if (found > known && !isReadableBy(db, known)) throw new NewerDatabaseError(db.name, found, known);
  for (const migration of migrations.slice(found)) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
      const { version, readableFrom } = migration;
      if (readableFrom !== undefined)
        db.pragma(`application_id = ${(version << READER_BITS) | readableFrom}`);
    }).immediate();
  }
}
