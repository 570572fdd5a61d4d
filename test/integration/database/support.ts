import BetterSqlite3 from 'better-sqlite3';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { Log } from '../../../src-main/log/log.ts';

/** A moment of the tests. */
export const NOON = Date.UTC(2026, 2, 10, 12);

const folders: string[] = [];

/** A folder of the test's own, removed after it. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'borne-test-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** A log that remembers. */
export class MemoryLog implements Log {
  readonly entries: { readonly event: string; readonly fields: Record<string, unknown> }[] = [];
  readonly info = (fields: Record<string, unknown>, event: string): void =>
    void this.entries.push({ event, fields });
  readonly warn = this.info;
  readonly error = this.info;

  events(): string[] {
    return this.entries.map(({ event }) => event);
  }
}

/** The value, which the test counts on being there. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the test expected a value');
  return value;
}

/** One page of a database as `dbstat` shows it. */
export interface Page {
  readonly pageno: number;
  /** Rows on it. */
  readonly cells: number;
}

/** The leaf pages of a table or index, in the order of keys; `pageSize` in bytes. */
export function leafPages(file: string, name: string): { pages: Page[]; pageSize: number } {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const pages = db
      .prepare<[string], Page>(
        `SELECT pageno, ncell AS cells FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`,
      )
      .all(name);
    return { pages, pageSize: db.pragma('page_size', { simple: true }) as number };
  } finally {
    db.close();
  }
}

/** Overwrites pages of a closed database, as a failing disk does. */
export function spoilPages(
  file: string,
  pageSize: number,
  pages: readonly { readonly pageno: number }[],
): void {
  const handle = fs.openSync(file, 'r+');
  for (const { pageno } of pages)
    fs.writeSync(handle, Buffer.alloc(pageSize, 0xe5), 0, pageSize, (pageno - 1) * pageSize);
  fs.closeSync(handle);
}
