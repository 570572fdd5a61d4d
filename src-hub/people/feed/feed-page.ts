import { sql } from 'kysely';
import { NO_POSTAL_CODE } from '../../../src-shared/hub-api/feed.ts';
import type { HubDatabase } from '../../database/hub-database.ts';

/** Most changes of one page: one query, one text. Larger pages were not faster on either database. */
export const PAGE_ROWS = 4000;

/** The changes after one position, up to and including another. */
export interface PageRange {
  readonly after: number;
  readonly upTo: number;
  /** False leaves out members who have left, for a kiosk that has nobody yet. */
  readonly removals: boolean;
}

/** Successive changes as lines of the feed. */
export interface FeedPage {
  /** Complete lines, each with its line end. */
  readonly text: string;
  readonly rows: number;
  /** Position of the last change; the requested position when there is none. */
  readonly last: number;
}

/** Reads a page as one text. Built in the database, it costs a fraction of reading the rows. */
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

/** The query of a page. Its columns are in the order of `src-shared/hub-api/feed.ts`. */
export function pageQuery(after: number, upTo: number, removals: boolean, rows: number) {
  return sql<{ rows: number; last: number | null; text: string | null }>`
    SELECT count(*) AS rows, max(position) AS last, string_agg(line, E'\n' ORDER BY position) AS text
    FROM (
      SELECT position,
        CASE WHEN closed_at IS NOT NULL
          THEN json_build_array(position, number)
          WHEN country = 'FR' AND length(postal_code) = 5 AND birth_name IS NULL
          THEN json_build_array(position, number, family_name, given_name, birth_date, postal_code,
            email, phone, language)
          ELSE json_build_array(position, number, family_name, given_name, birth_date,
            coalesce(substring(postal_code FROM '^[0-9]{5}(?![0-9])'), ${NO_POSTAL_CODE}::text),
            email, phone, language, country, postal_code, birth_name)
        END::text AS line
      FROM member
      WHERE position > ${after}::bigint AND position <= ${upTo}::bigint AND (${removals}::boolean OR closed_at IS NULL)
      ORDER BY position
      LIMIT ${rows}::int
    ) page`;
}

/** @returns how many members have changed after a position */
export async function countChangesAfter(database: HubDatabase, position: number): Promise<number> {
  const { count } = await database.db
    .selectFrom('member')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('position', '>', position)
    .executeTakeFirstOrThrow();
  return count;
}
