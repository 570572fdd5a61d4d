import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import { migrate, schemaVersion } from '../../../src-main/database/migrate.ts';
import type { Migration } from '../../../src-main/database/migrations/migration.ts';
import { openDatabase } from '../../../src-main/database/open-database.ts';
import { NewerDatabaseError, OlderDatabaseError } from '../../../src-main/database/version-error.ts';
import { REPLICA_MIGRATIONS } from '../../../src-main/members/migrations/replica-migrations.ts';
import { temporaryFolder } from './support.ts';

const TWO: readonly Migration[] = [
  { version: 1, name: 'one', sql: 'CREATE TABLE one (id INTEGER PRIMARY KEY, x TEXT) STRICT' },
  {
    version: 2,
    name: 'two',
    sql: `INSERT INTO one (x) VALUES ('seed'); CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT`,
  },
];
const newFile = (): string => path.join(temporaryFolder(), 'some.db');

describe('openDatabase', () => {
  it.each([
    ['FULL', 2],
    ['NORMAL', 1],
  ] as const)('sets what each connection needs (%s)', (synchronous, level) => {
    const db = openDatabase(newFile(), { migrations: TWO, synchronous });
    const settings = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'secure_delete',
      'trusted_schema',
      'busy_timeout',
    ];
    expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', level, 1, 1, 0, 2000]);
    db.close();
  });

  it('migrates a new database, and an older one from where it stands', () => {
    const file = newFile();
    openDatabase(file, { migrations: TWO.slice(0, 1), synchronous: 'FULL' }).close();
    const db = openDatabase(file, { migrations: TWO, synchronous: 'FULL' });
    expect(schemaVersion(db)).toBe(2);
    expect(db.prepare('SELECT x FROM one').pluck().all()).toEqual(['seed']);
    db.close();
    const again = openDatabase(file, { migrations: TWO, synchronous: 'FULL' });
    expect(again.prepare('SELECT count(*) FROM one').pluck().get()).toBe(1);
    again.close();
  });

  it('undoes a migration that fails half-way, and keeps those before it', () => {
    const file = newFile();
    const broken = [
      ...TWO,
      { version: 3, name: 'three', sql: 'CREATE TABLE three (id INTEGER); INSERT INTO nowhere VALUES (1)' },
    ];
    expect(() => openDatabase(file, { migrations: broken, synchronous: 'FULL' })).toThrow('nowhere');
    const db = openDatabase(file, { migrations: TWO, synchronous: 'FULL' });
    expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'three'`).all()).toEqual([]);
    db.close();
  });

  it('refuses a newer database by name and versions, and leaves it as it is', () => {
    const file = newFile();
    openDatabase(file, { migrations: TWO, synchronous: 'FULL' }).close();
    const before = fs.readFileSync(file);
    const open = (): unknown => openDatabase(file, { migrations: TWO.slice(0, 1), synchronous: 'FULL' });
    expect(open).toThrow(NewerDatabaseError);
    expect(open).toThrow(expect.objectContaining({ file, found: 2, known: 1 }));
    expect(open).toThrow(file);
    expect(fs.readFileSync(file)).toEqual(before);
  });

  it('opens for reading without writing, and only what is up to date', () => {
    const file = newFile();
    openDatabase(file, { migrations: TWO.slice(0, 1), synchronous: 'NORMAL' }).close();
    const read = (migrations: readonly Migration[]): ReturnType<typeof openDatabase> =>
      openDatabase(file, { migrations, synchronous: 'NORMAL', readonly: true });
    expect(() => read(TWO)).toThrow(OlderDatabaseError);
    const db = read(TWO.slice(0, 1));
    expect(() => db.exec('DELETE FROM one')).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
    db.close();
    expect(() =>
      openDatabase(newFile(), { migrations: TWO, synchronous: 'NORMAL', readonly: true }),
    ).toThrow();
  });

  it('refuses a list of migrations with a hole', () => {
    const open = (migrations: readonly Migration[]): unknown =>
      openDatabase(newFile(), { migrations, synchronous: 'FULL' });
    expect(() => open(TWO.slice(1))).toThrow('migration 2');
    expect(() => open([...TWO.slice(0, 1), ...TWO.slice(0, 1)])).toThrow('migration 1');
  });
});

describe.each([
  ['journal', JOURNAL_MIGRATIONS],
  ['replica', REPLICA_MIGRATIONS],
] as const)('migrations of the %s', (_name, migrations) => {
  it.each(migrations.map(({ version, name }) => ({ version, name })))(
    '$version applies alone: $name',
    ({ version }) => {
      const db = new BetterSqlite3(':memory:');
      db.pragma('foreign_keys = ON');
      migrate(db, migrations.slice(0, version - 1));
      // With their text: a new column is a change too.
      const things = (): unknown[] => db.prepare('SELECT type, name, sql FROM sqlite_schema').all();
      const tables = (): unknown[] =>
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
      const before = { things: things(), tables: tables() };
      migrate(db, migrations.slice(0, version));
      expect(schemaVersion(db)).toBe(version);
      // Additive: no table that was there is gone; an index can be made anew.
      expect(tables()).toEqual(expect.arrayContaining(before.tables));
      expect(things()).not.toEqual(before.things);
      db.close();
    },
  );
});
