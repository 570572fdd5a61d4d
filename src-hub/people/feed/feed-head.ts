import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

/** The end of the feed: all changes up to `position` are committed, and none can be added before it. */
export interface FeedHead {
  readonly epoch: string;
  /** Position of the latest change; 0 when there is none. */
  readonly position: number;
  /** Mark of that change. */
  readonly mark: string;
}

/** Mark of position 0, before the first change. */
const NO_MARK = '00000000';

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

/** @returns whether a change at this position has this mark */
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
