import { gapsBetween, middleOf } from './key-space.ts';
import type { Database } from 'better-sqlite3';
import { isUnreadable, TableCopy, type TableLayout } from './table-copy.ts';

/** Rows saved from one table. */
export interface TableSalvage {
  readonly saved: number;
  /** Number of rows known to be lost: counted but not readable, or refused by the schema. */
  readonly lost: number;
  /** True when a part of the table could not be read. */
  readonly damaged: boolean;
}

/**
 * Number of tries without result inside unreadable ranges before the rest is given up. One try takes about 0.05 ms.
 */
const FRUITLESS_PROBES = 1024;

/**
 * Copies each readable row of a damaged table into an intact database. A bad page stops a scan. So the table is read
 * from both ends, then repeatedly from the middle of the remaining ranges.
 * @param damaged opened read only
 * @param sound has the table; its constraints refuse invalid rows
 */
export function salvageTable(damaged: Database, sound: Database, table: string): TableSalvage {
  const layout = commonLayout(damaged, sound, table);
  if (layout === 'absent') return { saved: 0, lost: 0, damaged: false };
  if (layout === 'unreadable') return { saved: 0, lost: 0, damaged: true };
  const copy = new TableCopy(damaged, sound, layout);
  const whole = sound.transaction(() => readFromAllSides(copy, layout.keyType))();
  const counted = whole ? 0 : (countRows(damaged, table) ?? 0);
  return { saved: copy.saved, lost: Math.max(copy.refused, counted - copy.saved), damaged: !whole };
}

/** @returns true when the first scan read everything */
function readFromAllSides(copy: TableCopy, keyType: TableLayout['keyType']): boolean {
  const up = copy.scan({ order: 'ASC', after: null, before: null });
  if (up.whole) return true;
  const down = copy.scan({ order: 'DESC', after: up.last, before: null });
  const gaps = gapsBetween(up.last, down.last, keyType);
  let fruitless = 0;
  while (fruitless < FRUITLESS_PROBES) {
    const gap = gaps.shift();
    if (gap === undefined) break;
    const middle = middleOf(gap);
    if (middle === null) continue;
    const above = copy.scan({ order: 'ASC', after: middle, before: gap.before, fromAfter: true });
    const below = copy.scan({ order: 'DESC', after: gap.after, before: middle });
    fruitless = above.last === null && below.last === null ? fruitless + 1 : 0;
    if (!below.whole) gaps.push({ after: gap.after, before: below.last ?? middle });
    if (!above.whole) gaps.push({ after: above.last ?? middle, before: gap.before });
  }
  return false;
}

function commonLayout(
  damaged: Database,
  sound: Database,
  table: string,
): TableLayout | 'absent' | 'unreadable' {
  const wanted = columnsOf(sound, table);
  const keys = wanted.filter(({ pk }) => pk > 0);
  const key = keys[0];
  if (key === undefined || keys.length !== 1)
    throw new Error(`table ${table} must have a primary key of one column`);
  try {
    const found = new Set(columnsOf(damaged, table).map(({ name }) => name));
    if (!found.has(key.name)) return 'absent';
    const columns = wanted.map(({ name }) => name).filter((name) => found.has(name));
    return { table, key: key.name, keyType: key.type === 'INTEGER' ? 'integer' : 'text', columns };
  } catch (error) {
    if (isUnreadable(error)) return 'unreadable';
    throw error;
  }
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

function columnsOf(db: Database, table: string): Column[] {
  return db.pragma(`table_info("${table}")`) as Column[];
}

function countRows(db: Database, table: string): number | null {
  try {
    return db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? null;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
