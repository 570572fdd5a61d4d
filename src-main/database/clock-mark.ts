import type { Database } from 'better-sqlite3';

/** The latest steady moment that the journal knows, by its mark or by its last audit line; 0 when there is none. */
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
 * Records a steady moment, so that the next run does not start before it. To be called every minute or so, for the
 * times when nothing else is recorded.
 * @param at from `Clock.now`; an earlier moment than the recorded one changes nothing
 */
export function writeClockMark(journal: Database, at: number): void {
  journal
    .prepare(
      'INSERT INTO clock_mark (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = max(at, excluded.at)',
    )
    .run(at);
}
