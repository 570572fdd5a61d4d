import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

/** Most changes in one page: one query, one text. Larger ones were no faster on either engine. */
export const PAGE_ROWS = 4000;

/** Which changes: after one position, up to and with another. */
export interface PageRange {
  readonly after: number;
  readonly upTo: number;
  /** False: members who have left are left out, for a kiosk that knows nobody yet. */
  readonly removals: boolean;
}

/** Changes that follow each other, as lines of the feed. */
export interface FeedPage {
  /** Whole lines, each with its end. */
  readonly text: string;
  readonly rows: number;
  /** Position of the last of them; that of the request when there is none. */
  readonly last: number;
}

/** Reads one page as one text: put together in the database, it costs a fraction of so many rows. */
export async function readPage(
  database: HubDatabase,
  { after, upTo, removals }: PageRange,
  rows = PAGE_ROWS,
): Promise<FeedPage> {
  const result = await pageQuery(after, upTo, removals, rows).execute(database.db);
  const page = result.rows[0];
  const { rows: count, last, text } = page ?? { rows: 0, last: null, text: null };
  return last === null || text === null
    ? { text: '', rows: 0, last: after }
    : { text: `${text}\n`, rows: count, last };
}

/** The query of a page; the order of its columns is that of the lines in `src-shared/hub-api/feed.ts`. */
export function pageQuery(after: number, upTo: number, removals: boolean, rows: number) {
  return sql<{ rows: number; last: number | null; text: string | null }>`
    SELECT count(*) AS rows, max(position) AS last, string_agg(line, E'\n' ORDER BY position) AS text
    FROM (
      SELECT position,
        CASE WHEN closed_at IS NULL
          THEN json_build_array(position, number, family_name, given_name, birth_date, postal_code,
            email, phone, language)
          ELSE json_build_array(position, number)
        END::text AS line
      FROM member
      WHERE position > ${after}::bigint AND position <= ${upTo}::bigint AND (${removals}::boolean OR closed_at IS NULL)
      ORDER BY position
      LIMIT ${rows}::int
    ) page`;
}

/** @returns changes after a position */
export async function countAfter(database: HubDatabase, position: number): Promise<number> {
  const { count } = await database.db
    .selectFrom('member')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('position', '>', position)
    .executeTakeFirstOrThrow();
  return count;
}
