import type { Database } from 'better-sqlite3';

/** The latest steady moment in the journal, from its mark or its last audit line; 0: none. */
export function readClockMark(journal: Database): number {
  const at = journal
    .prepare<[], number>(
      `SELECT max(
         coalesce((SELECT at FROM clock_mark WHERE one = 1), 0),
         coalesce((SELECT at FROM audit ORDER BY id DESC LIMIT 1), 0))`,
    )
    .pluck()
    .get();
  return at ?? 0;
}

/**
 * Records a steady moment, so that the next run does not start before it. Called about every minute, since nothing
 * else may be recorded for long.
 * @param at from `Clock.now`; a moment before the recorded one changes nothing
 */
export function writeClockMark(journal: Database, at: number): void {
  journal
    .prepare(
      'INSERT INTO clock_mark (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = max(at, excluded.at)',
    )
    .run(at);
}
