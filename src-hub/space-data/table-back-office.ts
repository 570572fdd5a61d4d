import type { Reimbursement } from '../../src-shared/sync/space-data.ts';
import type { HubDatabase } from '../database/hub-database.ts';
import type { BackOffice, WantedReimbursements } from './back-office.ts';
import { guaranteesOf } from './table-guarantees.ts';
import { summaryOf, type Summary } from './reimbursement-summary.ts';

/** The back office over the hub's own tables. */
export function tableBackOffice(database: HubDatabase): BackOffice {
  return {
    async reimbursements(person, { page: wanted, size, year }) {
      const summary = await summaryOf(database, person);
      const { years } = summary;
      const total = year === null ? summary.total : countOf(summary, year);
      const pages = Math.max(1, Math.ceil(total / size));
      const page = Math.min(wanted, pages - 1);
      const rows = total === 0 ? [] : await rowsOf(database, person, { page, size, year });
      const shown = year ?? years[0];
      const months = shown === undefined ? undefined : summary.months.get(shown)?.reimbursed;
      const chart = shown === undefined || months === undefined ? null : { year: shown, months: [...months] };
      return { rows, total, page, pages, years: [...years], chart };
    },
    async latestReimbursement(person) {
      const [latest] = await rowsOf(database, person, { page: 0, size: 1, year: null });
      return latest ?? null;
    },
    guarantees: (person, today) => guaranteesOf(database, person, today),
  };
}

function countOf({ months }: Summary, year: number): number {
  return months.get(year)?.count ?? 0;
}

async function rowsOf(
  { db }: HubDatabase,
  person: string,
  { page, size, year }: WantedReimbursements,
): Promise<Reimbursement[]> {
  let query = db
    .selectFrom('reimbursement')
    .select(['id', 'act', 'care_on as careOn', 'currency', 'paid', 'social_security as socialSecurity'])
    .select(['mutual', 'remains', 'status', 'paid_on as paidOn'])
    .where('holder', '=', person);
  // By bounds rather than by the year of a day: the index serves them.
  if (year !== null)
    query = query.where('care_on', '>=', `${year}-01-01`).where('care_on', '<=', `${year}-12-31`);
  return query
    .orderBy('care_on', 'desc')
    .orderBy('id', 'desc')
    .limit(size)
    .offset(page * size)
    .execute();
}
