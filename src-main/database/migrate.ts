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

/**
 * Brings a database to the newest version. Each migration and its `user_version` are one transaction.
 * @param migrations the whole list, from version 1
 * @throws NewerDatabaseError when the database is newer than the list
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  const known = latestVersion(migrations);
  const found = schemaVersion(db);
  if (found > known) throw new NewerDatabaseError(db.name, found, known);
  for (const migration of migrations.slice(found)) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
