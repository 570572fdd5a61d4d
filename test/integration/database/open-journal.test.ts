import BetterSqlite3 from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { runDueBackup } from '../../../src-main/database/backup.ts';
import { openJournal, type OpenedJournal } from '../../../src-main/database/open-journal.ts';
import type { Database } from 'better-sqlite3';
import { StorageUnavailable } from '../../../src-main/database/storage-fault.ts';
import { NewerDatabaseError } from '../../../src-main/database/version-error.ts';
import { leafPages, MemoryLog, NOON, present, spoilPages, temporaryFolder } from './support.ts';
import { DAY } from '../../../src-shared/time/units.ts';

const AUDITS = 4000;
const CREDENTIALS = 1500;

let folder: string;
let file: string;
let log: MemoryLog;
beforeEach(() => {
  folder = temporaryFolder();
  file = path.join(folder, 'journal.db');
  log = new MemoryLog();
});

const open = (): OpenedJournal => openJournal({ folder, clock: { now: () => NOON }, log });
const count = (db: Database, table: string): unknown =>
  db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
/** As spread as blind indexes are. */
const keyOf = (index: number): string => createHash('sha256').update(String(index)).digest('hex');

function fill(journal: Database): void {
  const audit = journal.prepare('INSERT INTO audit (at, event) VALUES (?, ?)');
  const credential = journal.prepare('INSERT INTO credential (member_key, phc, set_at) VALUES (?, ?, ?)');
  const recovery = journal.prepare('INSERT INTO recovery (member_key, started_at, tries) VALUES (?, ?, 3)');
  const code = journal.prepare(
    `INSERT INTO activation_code (id, recovery_id, member_key, channel, code_mac, delivery_id, created_at, expires_at)
     VALUES (?, ?, ?, 'email', zeroblob(32), 'd', 1, 2)`,
  );
  journal.transaction(() => {
    for (let at = 0; at < AUDITS; at += 1) audit.run(at, `event-${at}`);
    for (let at = 0; at < CREDENTIALS; at += 1) credential.run(keyOf(at), `$argon2id$${'x'.repeat(80)}`, at);
    for (let at = 0; at < 500; at += 1) {
      const { lastInsertRowid } = recovery.run(keyOf(at), at);
      code.run(`code-${String(at).padStart(6, '0')}`, lastInsertRowid, keyOf(at));
    }
  })();
}

function filled(): void {
  const { journal } = open();
  fill(journal);
  journal.close();
}

/** Spoils some leaves of a table. @returns the rows that were on them */
function spoilLeaves(table: string, choose: (all: number) => number[]): number {
  const { pages, pageSize } = leafPages(file, table);
  const chosen = choose(pages.length).map((at) => present(pages.at(at)));
  spoilPages(file, pageSize, chosen);
  return chosen.reduce((sum, { cells }) => sum + cells, 0);
}

describe('openJournal', () => {
  it('makes a journal that only this account can reach, and opens it again', () => {
    folder = path.join(folder, 'data');
    const { journal, setAside } = open();
    fill(journal);
    journal.close();
    expect(setAside).toBeNull();
    const again = open();
    expect(again.setAside).toBeNull();
    expect(count(again.journal, 'audit')).toBe(AUDITS);
    again.journal.close();
    if (process.platform !== 'win32') expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    expect(log.entries).toEqual([]);
  });

  it('refuses the journal of a newer application and leaves it in place', () => {
    filled();
    const db = new BetterSqlite3(file);
    db.pragma('user_version = 99');
    db.close();
    expect(open).toThrow(NewerDatabaseError);
    expect(fs.readdirSync(folder)).toEqual(['journal.db']);
  });
});

describe('a damaged journal', () => {
  it.each([
    ['a leaf in the middle', (all: number) => [Math.floor(all / 2)]],
    ['the first leaf', () => [0]],
    ['the last leaf', () => [-1]],
    ['both ends', () => [0, -1]],
    ['several leaves apart', (all: number) => [3, Math.floor(all / 3), Math.floor(all / 2), all - 4]],
  ])('loses only the rows on its bad pages: %s', (_name, choose) => {
    filled();
    const lostAudits = spoilLeaves('audit', choose);
    const lostCredentials = spoilLeaves('credential', choose);
    const { journal, setAside } = open();
    // A row on an interior page lies between two leaves; those next to a bad leaf may be found or not.
    expect(count(journal, 'audit')).toBe(AUDITS - lostAudits);
    expect(count(journal, 'credential')).toBeGreaterThanOrEqual(CREDENTIALS - lostCredentials);
    expect(count(journal, 'recovery')).toBe(500);
    expect(setAside).toMatchObject({
      file: 'journal-corrupt-20260310T120000Z.db',
      damagedTables: ['credential', 'audit'],
      fromBackup: [],
    });
    const total = ['audit', 'credential', 'recovery', 'activation_code'].reduce(
      (sum, table) => sum + Number(count(journal, table)),
      0,
    );
    expect(setAside?.rowsSaved).toBe(total);
    journal.close();
    expect(fs.readdirSync(folder)).toContain('journal-corrupt-20260310T120000Z.db');
    expect(log.events()).toEqual(['journal-damaged', 'journal-set-aside']);
    const after = open();
    expect(after.setAside).toBeNull();
    after.journal.close();
  });

  it('never brings a code back without the count of its tries', () => {
    filled();
    const lost = spoilLeaves('recovery', (all) => [Math.floor(all / 2)]);
    const { journal, setAside } = open();
    expect(count(journal, 'recovery')).toBe(500 - lost);
    expect(count(journal, 'activation_code')).toBe(500 - lost);
    expect(journal.pragma('foreign_key_check')).toEqual([]);
    expect(setAside?.rowsLost).toBeGreaterThanOrEqual(lost);
    journal.close();
  });

  it('is found when its file was cut', () => {
    filled();
    fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2));
    const { journal, setAside } = open();
    expect(setAside?.rowsSaved).toBeGreaterThan(0);
    journal.close();
  });

  it('leaves an empty journal when nothing can be read and there is no backup', () => {
    fs.writeFileSync(file, 'not a database '.repeat(1000));
    const { journal, setAside } = open();
    expect(setAside).toMatchObject({ rowsSaved: 0, fromBackup: [] });
    expect(count(journal, 'audit')).toBe(0);
    journal.close();
  });

  it('never replaces a file that was set aside before', () => {
    for (let time = 0; time < 3; time += 1) {
      fs.writeFileSync(file, 'not a database '.repeat(1000));
      open().journal.close();
    }
    const aside = fs.readdirSync(folder).filter((name) => name.startsWith('journal-corrupt-'));
    expect(aside).toHaveLength(3);
  });
});

describe('the newest backup is the base', () => {
  beforeEach(async () => {
    const { journal } = open();
    await runDueBackup(journal, folder, NOON - 2 * DAY);
    fill(journal);
    await runDueBackup(journal, folder, NOON - DAY);
    journal.close();
  });

  it.each([
    [
      'of a journal that is no database any more',
      () => fs.writeFileSync(file, 'not a database '.repeat(1000)),
    ],
    ['of a journal emptied by a power cut', () => fs.truncateSync(file)],
  ])('%s', (_name, spoil) => {
    spoil();
    const { journal, setAside } = open();
    expect(count(journal, 'credential')).toBe(CREDENTIALS);
    expect(setAside).toMatchObject({
      file: 'journal-corrupt-20260310T120000Z.db',
      rowsSaved: AUDITS + CREDENTIALS + 1000,
    });
    expect(setAside?.fromBackup).toContain('credential');
    journal.close();
  });

  it('of a journal that has vanished', () => {
    fs.rmSync(file);
    const { journal, setAside } = open();
    expect(count(journal, 'credential')).toBe(CREDENTIALS);
    expect(setAside?.file).toBe(path.join('backups', 'journal-2026-03-09.db'));
    journal.close();
  });

  it('of a table of which nothing is left, and of no other', () => {
    const { journal: before } = open();
    before.exec('DELETE FROM audit WHERE id > 10');
    before.close();
    spoilLeaves('credential', (all) => Array.from({ length: all }, (_, at) => at));
    const db = new BetterSqlite3(file);
    const root = present(
      db.prepare<[], number>(`SELECT rootpage FROM sqlite_schema WHERE name = 'credential'`).pluck().get(),
    );
    db.close();
    spoilPages(file, 4096, [{ pageno: root }]);
    const { journal, setAside } = open();
    expect(count(journal, 'credential')).toBe(CREDENTIALS);
    expect(count(journal, 'audit')).toBe(10);
    expect(setAside).toMatchObject({ damagedTables: ['credential'], fromBackup: ['credential'] });
    journal.close();
  });
});

describe('a power cut', () => {
  /** What a power cut leaves: the database and its log, not checkpointed. */
  function cut(): void {
    const { journal } = open();
    fill(journal);
    const copies = ['', '-wal'].map((suffix) => [file + suffix, fs.readFileSync(file + suffix)] as const);
    journal.close();
    for (const [name, content] of copies) fs.writeFileSync(name, content);
    fs.rmSync(`${file}-shm`, { force: true });
    expect(fs.statSync(`${file}-wal`).size).toBeGreaterThan(100_000);
  }
  const rename = (from: string, to: string): void =>
    fs.renameSync(path.join(folder, from), path.join(folder, to));
  const expectAll = (setAside: boolean): void => {
    const opened = open();
    expect(opened.setAside !== null).toBe(setAside);
    expect(count(opened.journal, 'audit')).toBe(AUDITS);
    expect(count(opened.journal, 'credential')).toBe(CREDENTIALS);
    opened.journal.close();
    expect(fs.readdirSync(folder).filter((name) => /rescue|fresh/u.test(name))).toEqual([]);
  };

  it('while in use loses nothing that was committed', () => {
    cut();
    expectAll(false);
  });

  it('between the moves of the database and of its log loses nothing', () => {
    cut();
    rename('journal.db', 'journal-rescue.db');
    expectAll(true);
  });

  it('while rows are copied loses nothing', () => {
    cut();
    rename('journal.db', 'journal-rescue.db');
    rename('journal.db-wal', 'journal-rescue.db-wal');
    fs.writeFileSync(path.join(folder, 'journal-fresh.db'), 'half written');
    expectAll(true);
  });

  it('after the fresh journal took its place only finishes the names', () => {
    filled();
    fs.writeFileSync(path.join(folder, 'journal-rescue.db'), 'damaged');
    expectAll(false);
    expect(fs.readdirSync(folder)).toContain('journal-corrupt-20260310T120000Z.db');
  });
});

describe('a disk that will not', () => {
  it('is a typed failure where no folder can be made', () => {
    const block = path.join(folder, 'a-file');
    fs.writeFileSync(block, '');
    folder = path.join(block, 'data');
    expect(open).toThrow(expect.objectContaining({ name: 'StorageUnavailable', kind: 'unwritable' }));
    expect(open).toThrow(StorageUnavailable);
  });

  it.each([
    ['not a byte', 0, 'open'],
    ['less than the schema', 64, 'open'],
    ['too little for what comes', 800, 'fill'],
  ])('is a typed failure when there is room for %s', (_name, blocks, failsAt) => {
    const child = fileURLToPath(new URL('./fixtures/fill-journal.ts', import.meta.url));
    // A limit on the size of files is the full disk that any account can have.
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, child, folder],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    const result = JSON.parse(stdout) as { at: string; error: string; kind: string; confirmed: number };
    expect(result).toMatchObject({ at: failsAt, error: 'StorageUnavailable' });
    expect(['full', 'fault']).toContain(result.kind);
    const { journal, setAside } = open();
    expect(setAside).toBeNull();
    expect(count(journal, 'audit')).toBe(result.confirmed);
    journal.close();
  });
});
