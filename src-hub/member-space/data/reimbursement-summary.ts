import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

/** A person's reimbursements as a whole. */
export interface Summary {
  readonly total: number;
  /** Years of care that have any, newest first. */
  readonly years: number[];
}

/**
 * Counts a person's reimbursements and finds their years. From each year the index leads straight to the one before:
 * grouping all rows by their year would take several times as long.
 */
export async function summaryOf({ db }: Pick<HubDatabase, 'db'>, person: string): Promise<Summary> {
  const { rows } = await sql<{ total: number; years: number[] | null }>`
    WITH RECURSIVE known (year) AS (
      SELECT extract(year FROM max(care_on))::integer FROM reimbursement WHERE holder = ${person}
      UNION ALL
      SELECT (SELECT extract(year FROM max(care_on))::integer FROM reimbursement
        WHERE holder = ${person} AND care_on < make_date(known.year, 1, 1)) FROM known WHERE year IS NOT NULL
    )
    SELECT (SELECT count(*) FROM reimbursement WHERE holder = ${person}) AS total,
      (SELECT array_agg(year ORDER BY year DESC) FROM known WHERE year IS NOT NULL) AS years`.execute(db);
  return { total: rows[0]?.total ?? 0, years: rows[0]?.years ?? [] };
}

/** A year of a person's reimbursements. */
export interface YearSummary {
  /** Rows of all currencies and states. */
  readonly count: number;
  /** What the mutual paid by month of the care, in cents, January first. */
  readonly months: number[];
}

/**
 * Counts and sums one year. Only what was paid in euros is summed: what waits may change, and currencies cannot be added
 * up.
 */
export async function yearOf(
  { db }: Pick<HubDatabase, 'db'>,
  person: string,
  year: number,
): Promise<YearSummary> {
  const { rows } = await sql<{ month: number; count: number; reimbursed: number }>`
    SELECT extract(month FROM care_on)::integer AS month, count(*) AS count,
      coalesce(sum(mutual) FILTER (WHERE currency = 'EUR' AND status = 'paid'), 0)::bigint AS reimbursed
    FROM reimbursement
    WHERE holder = ${person} AND care_on BETWEEN make_date(${year}, 1, 1) AND make_date(${year}, 12, 31)
    GROUP BY 1`.execute(db);
  const months = Array.from({ length: 12 }, () => 0);
  for (const { month, reimbursed } of rows) months[month - 1] = reimbursed;
  return { count: rows.reduce((sum, { count }) => sum + count, 0), months };
}
