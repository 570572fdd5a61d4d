import { sql } from 'kysely';
import type { HubDatabase } from '../database/hub-database.ts';

/** One year of a person's reimbursements. */
interface YearSummary {
  /** Rows of all currencies and states. */
  count: number;
  /** What the mutual paid in euros, in cents, January first. */
  readonly reimbursed: number[];
}

/** A person's reimbursements as a whole. */
export interface Summary {
  readonly total: number;
  /** Newest first. */
  readonly years: readonly number[];
  readonly months: ReadonlyMap<number, Readonly<YearSummary>>;
}

/**
 * Counts and sums a person's reimbursements by month in one pass: pages, years and chart all come of it. Only what was
 * paid in euros is summed: what waits may change, and currencies cannot be added up.
 */
export async function summaryOf({ db }: Pick<HubDatabase, 'db'>, person: string): Promise<Summary> {
  const { rows } = await sql<{ month: string; count: number; reimbursed: number }>`
    SELECT date_trunc('month', care_on::timestamp)::date AS month, count(*) AS count,
      coalesce(sum(mutual) FILTER (WHERE currency = 'EUR' AND status = 'paid'), 0)::bigint AS reimbursed
    FROM reimbursement WHERE holder = ${person} GROUP BY 1`.execute(db);
  const months = new Map<number, YearSummary>();
  for (const { month: first, count, reimbursed } of rows) {
    const [year = 0, month = 0] = first.split('-').map(Number);
    const entry = months.get(year) ?? { count: 0, reimbursed: Array.from({ length: 12 }, () => 0) };
    entry.count += count;
    entry.reimbursed[month - 1] = reimbursed;
    months.set(year, entry);
  }
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    years: [...months.keys()].sort((one, other) => other - one),
    months,
  };
}
