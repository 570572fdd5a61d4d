import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import type { Migration } from '../../../src-main/database/migrations/migration.ts';
import { openDatabase } from '../../../src-main/database/open-database.ts';
import { walkJournal, type Found } from '../../../tools/journal-reader/walk.ts';
import { temporaryFolder } from './support.ts';

const READERS = path.join(import.meta.dirname, 'fixtures', 'journal-readers');
const KEY = Buffer.alloc(32, 7);
const RUN = `const { walkJournal } = await import(process.argv[1]);
console.log(JSON.stringify(await walkJournal(process.argv[2], Buffer.from(process.argv[3], 'hex'))));`;

/** Lets a former version use a journal, in a process of its own: it has libraries and a clock of its own. */
function former(reader: string, folder: string): Found | string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', RUN, path.join(READERS, reader), folder, KEY.toString('hex')],
    { encoding: 'utf8' },
  );
  return status === 0 ? (JSON.parse(stdout) as Found) : stderr;
}

const NEXT = JOURNAL_MIGRATIONS.length + 1;
/** The oldest version whose application reads the journal of this one. */
const OLDEST = JOURNAL_MIGRATIONS.at(-1)?.readableFrom ?? JOURNAL_MIGRATIONS.length;
const additive = (sql: string, readableFrom = OLDEST): Migration => ({
  version: NEXT,
  name: 'of the next version',
  readableFrom,
  sql,
});

/** A journal that this version has used, and the next one has migrated. */
async function journalOfNext(migration: Migration | null): Promise<string> {
  const folder = temporaryFolder();
  await walkJournal(folder, KEY);
  if (migration === null) return folder;
  const file = path.join(folder, 'journal.db');
  openDatabase(file, { migrations: [...JOURNAL_MIGRATIONS, migration], synchronous: 'FULL' }).close();
  return folder;
}

describe.each(readdirSync(READERS))('the journal reader of version %s', (reader) => {
  it('uses the journal of this version: a kiosk can come back to it', async () => {
    const folder = await journalOfNext(null);
    const found = former(reader, folder);
    expect(found).toMatchObject({ opened: 3, messages: 2 });
    // What it decided, this version reads again, after what was there before.
    const again = await walkJournal(folder, KEY);
    expect(again.opened).toBe(6);
    expect(again.waiting.slice(0, 3)).toEqual((found as Found).waiting);
    expect(again.journalName).toBe((found as Found).journalName);
  });

  it('uses a journal with tables and columns that it does not know', async () => {
    const folder = await journalOfNext(
      additive(`CREATE TABLE visit_count (id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
        ALTER TABLE hub_event ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE credential ADD COLUMN origin TEXT;
        CREATE INDEX letter_by_time ON letter (requested_at)`),
    );
    expect(former(reader, folder)).toMatchObject({ opened: 3 });
    const file = path.join(folder, 'journal.db');
    const db = openDatabase(file, { migrations: [...JOURNAL_MIGRATIONS, additive('')], synchronous: 'FULL' });
    expect(db.pragma('user_version', { simple: true })).toBe(NEXT);
    db.close();
  });

  it.each([
    ['drops a table', 'DROP TABLE letter'],
    ['renames a table', 'ALTER TABLE credential RENAME TO password'],
    ['renames a column', 'ALTER TABLE hub_event RENAME COLUMN sealed TO body'],
    ['drops a column', 'DROP INDEX activation_code_by_member; ALTER TABLE audit DROP COLUMN detail'],
    ['takes once what it writes twice', 'CREATE UNIQUE INDEX event_once ON audit (event)'],
    [
      'refuses what it writes',
      "CREATE TRIGGER no_letters BEFORE INSERT ON letter BEGIN SELECT RAISE(ABORT, 'no letters'); END",
    ],
  ])('fails on a migration that %s, whatever it says of itself', async (_, sql) => {
    const found = former(reader, await journalOfNext(additive(sql)));
    expect(found).toMatch(/SqliteError/u);
  });

  it.each([
    ['says nothing of who may read it', { version: NEXT, name: 'next', sql: '' }],
    ['says that it may not', additive('', NEXT)],
  ])('refuses a migration that %s', async (_, migration) => {
    expect(former(reader, await journalOfNext(migration))).toMatch(/NewerDatabaseError/u);
  });
});

it('has the reader of this version or of one before', () => {
  expect(readdirSync(READERS)).toContain('0.1.0.mjs');
});
