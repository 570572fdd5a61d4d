import type { Statement } from 'better-sqlite3';
import type { Gap, Key } from './key-space.ts';
import type { Database } from 'better-sqlite3';
import { isDamage, storageFault } from './storage-fault.ts';

/** Columns that a damaged table and its copy share, and their primary key. */
export interface TableLayout {
  readonly table: string;
  readonly key: string;
  readonly keyType: 'integer' | 'text';
  readonly columns: readonly string[];
}

/** Range of a scan: upwards to `before` (ASC) or downwards to `after` (DESC); null: open end. */
export interface Stretch {
  readonly order: 'ASC' | 'DESC';
  readonly after: Gap['after'] | null;
  readonly before: Gap['before'] | null;
  /** Also reads the row with the key `after`. */
  readonly fromAfter?: boolean;
}

/** Where a scan stopped: its last key, and whether it reached the end of its range. */
export interface ScanEnd {
  readonly last: Key | null;
  readonly whole: boolean;
}

class UnreadableKey extends Error {}

/** True for errors of a bad page, sector or row; the next row may be readable. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof UnreadableKey || isDamage(error) || storageFault(error, '')?.kind === 'fault';
}

/** Copies rows of one table from a damaged database into an intact one. */
export class TableCopy {
  /** Number of rows copied. */
  saved = 0;
  /** Number of rows that the schema refused. */
  refused = 0;
  readonly #damaged: Database;
  readonly #insert: Statement;
  readonly #file: string;
  readonly #selects = new Map<string, Statement<Key[], Record<string, unknown>>>();
  readonly #layout: TableLayout;

  constructor(damaged: Database, sound: Database, layout: TableLayout) {
    this.#damaged = damaged;
    this.#layout = layout;
    this.#file = sound.name;
    const marks = layout.columns.map(() => '?').join(', ');
    this.#insert = sound.prepare(
      `INSERT INTO "${layout.table}" (${quote(layout.columns)}) VALUES (${marks})`,
    );
  }

  /** Copies rows in key order until the end of the range or the first unreadable row. */
  scan(stretch: Stretch): ScanEnd {
    const { key, table, columns } = this.#layout;
    const bounds: { sql: string; value: Key }[] = [];
    if (stretch.after !== null)
      bounds.push({ sql: stretch.fromAfter ? '>= ?' : '> ?', value: stretch.after });
    if (stretch.before !== null) bounds.push({ sql: '< ?', value: stretch.before });
    const where = bounds.map(({ sql }, at) => `${at === 0 ? 'WHERE' : 'AND'} "${key}" ${sql}`).join(' ');
    const sql = `SELECT ${quote(columns)} FROM "${table}" ${where} ORDER BY "${key}" ${stretch.order}`;
    let last: Key | null = null;
    try {
      const select = this.#select(sql);
      for (const row of select.iterate(...bounds.map(({ value }) => value))) {
        const at = row[key];
        if (typeof at !== 'bigint' && typeof at !== 'string') throw new UnreadableKey();
        last = at;
        this.#keep(row);
      }
      return { last, whole: true };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { last, whole: false };
    }
  }

  /** Cached: a scan has few forms and runs thousands of times. */
  #select(sql: string): Statement<Key[], Record<string, unknown>> {
    const known = this.#selects.get(sql);
    if (known) return known;
    const select = this.#damaged.prepare<Key[], Record<string, unknown>>(sql).safeIntegers();
    this.#selects.set(sql, select);
    return select;
  }

  #keep(row: Record<string, unknown>): void {
    try {
      this.#insert.run(this.#layout.columns.map((name) => row[name]));
      this.saved += 1;
    } catch (error) {
      // When the schema refuses a row, the row is invalid; a disk error is something else.
      if (storageFault(error, this.#file) || isDamage(error)) throw error;
      this.refused += 1;
    }
  }
}

function quote(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join(', ');
}
