import { migrate } from '../database/migrate.ts';
import type { Database } from 'better-sqlite3';
import { REPLICA_MIGRATIONS } from './migrations/replica-migrations.ts';

/**
 * Makes the unique index of a filled generation. Only when that fails are equal numbers searched; of two rows with
 * the same number, the one with the greater id stays.
 * @param whenRemoved runs in the transaction that removes rows, if any
 * @returns ids of the removed rows
 */
export function makeIndex(db: Database, whenRemoved: (rows: number) => void = () => undefined): number[] {
  try {
    migrate(db, REPLICA_MIGRATIONS);
    return [];
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
  }
  const earlier = db
    .prepare<[], number>(
      `SELECT id FROM (SELECT id, lead(id) OVER (PARTITION BY number_key ORDER BY id) AS later FROM member)
       WHERE later IS NOT NULL`,
    )
    .pluck()
    .all();
  const remove = db.prepare('DELETE FROM member WHERE id = ?');
  db.transaction(() => {
    for (const id of earlier) remove.run(id);
    whenRemoved(earlier.length);
  })();
  migrate(db, REPLICA_MIGRATIONS);
  return earlier;
}
