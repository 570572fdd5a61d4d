import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFile, syncFolder } from '../../src-main/files/durable-file.ts';
import { asAccount, type Account } from '../store/as-account.ts';
import { copyPlain } from '../store/plain-file.ts';

/** Name of the journal in the data folder, as the kiosk calls it. */
const JOURNAL = 'journal.db';

/** The data folder of a kiosk that is stopped, and whose it is. */
export interface DataFolder {
  readonly folder: string;
  readonly account: Account | null;
}

/** Tables that each start and each look at the clock change, and that no decision of a visitor is in. */
const CHANGED_BY_STARTING = ['audit', 'clock_mark', 'rate_limit', 'schema_reader', 'sqlite_stat1'];

/** Bytes of the journal with its log; 0: there is none. */
export function journalSize({ folder }: DataFolder): number {
  const sizes = ['', '-wal'].map(
    (suffix) => fs.lstatSync(path.join(folder, JOURNAL + suffix), { throwIfNoEntry: false })?.size ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Copies the journal of a kiosk that is stopped into a folder of our own, as one sound file. It stays sealed.
 * @returns `none`: there is no journal; `damaged`: it is none that SQLite can read
 * @throws errors of the file system at `to`
 */
export function copyJournal(data: DataFolder, to: string): 'copied' | 'none' | 'damaged' {
  const part = `${to}.part`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(part + suffix, { force: true });
  fs.rmSync(to, { force: true });
  const file = path.join(data.folder, JOURNAL);
  const copied = copyPlain(file, part, data.account, Number.MAX_SAFE_INTEGER);
  if (copied === 'missing') return 'none';
  if (typeof copied === 'string') return 'damaged';
  const log = copyPlain(`${file}-wal`, `${part}-wal`, data.account, Number.MAX_SAFE_INTEGER);
  if (typeof log === 'string' && log !== 'missing') return 'damaged';
  if (!makeSound(part)) return 'damaged';
  syncFile(part);
  fs.renameSync(part, to);
  syncFolder(path.dirname(to));
  return 'copied';
}

/** Takes the log into the file, and checks it. */
function makeSound(file: string): boolean {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = DELETE');
    return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
  } catch (error) {
    if (isFullDatabase(error)) throw error;
    return false;
  } finally {
    db?.close();
  }
}

/**
 * Whether anything was decided between two copies of a journal: each row that the former knows is compared, and a
 * table that only the later one has must be empty.
 */
export function isUnchanged(former: string, later: string): boolean {
  const [a, b] = [former, later].map((file) => new DatabaseSync(file, { readOnly: true }));
  try {
    if (!a || !b) return false;
    const known = tablesOf(a);
    const added = tablesOf(b).filter(
      (table) => !known.includes(table) && !CHANGED_BY_STARTING.includes(table),
    );
    if (added.some((table) => b.prepare(`SELECT 1 FROM ${name(table)} LIMIT 1`).get() !== undefined))
      return false;
    return known
      .filter((table) => !CHANGED_BY_STARTING.includes(table))
      .every((table) => {
        const columns = columnsOf(a, table);
        if (!columns.every((column) => columnsOf(b, table).includes(column))) return false;
        return digest(a, table, columns) === digest(b, table, columns);
      });
  } finally {
    a?.close();
    b?.close();
  }
}

function tablesOf(db: DatabaseSync): string[] {
  // `sqlite_sequence` counts the decisions that have ever been, also those that are gone.
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map((row) => String(row['name']));
}

function columnsOf(db: DatabaseSync, table: string): string[] {
  return db
    .prepare(`PRAGMA table_info(${name(table)})`)
    .all()
    .map((row) => String(row['name']));
}

function digest(db: DatabaseSync, table: string, columns: readonly string[]): string {
  const quoted = columns.map((column) => `quote(${name(column)})`).join(" || ',' || ");
  const rows = db.prepare(`SELECT ${quoted} AS row FROM ${name(table)} ORDER BY 1`);
  const hash = createHash('sha256');
  for (const { row } of rows.iterate()) hash.update(`${String(row)}\n`);
  return hash.digest('hex');
}

function name(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/**
 * Puts a copy in the place of the journal of a kiosk that is stopped, with the rights of its account alone. After a
 * power cut one of the two is there, whole.
 * @throws errors of the file system; then the journal is as it was
 */
export function putBack(copy: string, { folder, account }: DataFolder): void {
  const file = path.join(folder, JOURNAL);
  const part = `${file}.return`;
  const source = fs.openSync(copy, 'r');
  try {
    asAccount(account, () => {
      // Its log belongs to the present file: beside another it would damage it.
      const db = new DatabaseSync(file);
      try {
        db.exec('PRAGMA journal_mode = DELETE');
      } finally {
        db.close();
      }
      for (const suffix of ['-wal', '-shm']) fs.rmSync(file + suffix, { force: true });
      fs.rmSync(part, { force: true });
      const target = fs.openSync(part, 'wx', 0o600);
      try {
        const buffer = Buffer.alloc(1024 * 1024);
        for (;;) {
          const read = fs.readSync(source, buffer, 0, buffer.length, null);
          if (read === 0) break;
          for (let at = 0; at < read;) at += fs.writeSync(target, buffer.subarray(0, read), at);
        }
        fs.fsyncSync(target);
      } finally {
        fs.closeSync(target);
      }
      fs.renameSync(part, file);
      syncFolder(folder);
    });
  } finally {
    fs.closeSync(source);
  }
}

/** True when SQLite found no room. */
function isFullDatabase(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 13;
}
