import type { Database } from 'better-sqlite3';
import { isDamage } from './storage-fault.ts';

/**
 * SQLite's quick check: page structure, cell order and column types, but not whether indexes match their tables.
 * Takes about a second per 200 MB.
 * @returns null when no damage was found, else SQLite's first finding, which quotes no content
 */
export function firstDamage(db: Database): string | null {
  try {
    const finding = db.prepare<[], string>('PRAGMA quick_check(1)').pluck().get();
    return finding === 'ok' ? null : (finding ?? 'no answer');
  } catch (error) {
    if (error instanceof Error && isDamage(error)) return error.message;
    throw error;
  }
}
