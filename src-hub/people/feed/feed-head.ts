import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

/** How far the feed goes at a moment: everything up to `position` is committed and nothing before it can still come. */
export interface FeedHead {
  readonly epoch: string;
  /** Position of the latest change; 0 before the first. */
  readonly position: number;
  /** Mark of that change. */
  readonly mark: string;
}

/** The mark of position 0, before the first change. */
const NO_MARK = '00000000';

/** Reads the head from the database. */
export async function readHead(database: HubDatabase): Promise<FeedHead> {
  const { rows } = await sql<FeedHead>`
    SELECT hub.epoch, coalesce(latest.position, 0) AS position, coalesce(latest.mark, ${NO_MARK}) AS mark
    FROM hub LEFT JOIN LATERAL
      (SELECT position, mark FROM member_change ORDER BY position DESC LIMIT 1) latest ON true
  `.execute(database.db);
  const [head] = rows;
  if (!head) throw new Error('table hub is empty: the schema was never set up');
  return head;
}

/** @returns whether this history has a change with this mark at this position */
export async function knowsMark(database: HubDatabase, position: number, mark: string): Promise<boolean> {
  if (position === 0) return mark === NO_MARK;
  const found = await database.db
    .selectFrom('member_change')
    .select('position')
    .where('position', '=', position)
    .where('mark', '=', mark)
    .executeTakeFirst();
  return found !== undefined;
}
