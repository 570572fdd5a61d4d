import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the one place for an update. The system gives it back when the process ends, however it ends: a file that says
 * "locked" would be left behind by a power cut.
 * @returns null: another process has it
 */
export function takeLock(file: string): { release(): void } | null {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return null;
    throw error;
  }
  return { release: () => db.close() };
}
