import { sql } from 'kysely';
import type { HubDatabase } from '../../database/hub-database.ts';

/** Figures over all reimbursements of a person. */
export interface ReimbursementSummary {
  readonly total: number;
  /** Years of care that have reimbursements, newest first. */
  readonly years: number[];
}

/**
 * Counts a person's reimbursements and finds their years. The index leads from each year directly to the one before;
 * grouping all rows by year would take several times as long.
 */
export async function readReimbursementSummary(
  { db }: Pick<HubDatabase, 'db'>,
  person: string,
): Promise<ReimbursementSummary> {
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

/** Figures over one year of a person's reimbursements. */
export interface YearSummary {
  /** Rows of all currencies and statuses. */
  readonly count: number;
  /** What the mutual paid per month of care, in cents, January first. */
  readonly months: number[];
}

/**
 * Counts and sums one year. Sums only what was paid in euros: pending amounts may change, and currencies cannot be
 * added.
 */
export async function readYearSummary(
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
