import type { Reimbursement } from '../../../src-shared/hub-api/space-data.ts';
import type { HubDatabase } from '../../database/hub-database.ts';
import type { BackOffice, WantedReimbursements } from './back-office.ts';
import { guaranteesOf } from './table-guarantees.ts';
import { readReimbursementSummary, readYearSummary } from './reimbursement-summary.ts';

/** The back office over the hub's own tables. */
export function tableBackOffice(database: HubDatabase): BackOffice {
  return {
    reimbursements: (person, { page: wanted, size, year }) =>
      // One snapshot: an import may commit between two statements.
      database.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (db) => {
          const { total: all, years } = await readReimbursementSummary({ db }, person);
          const shown = year ?? years[0];
          const isKnown = shown !== undefined && years.includes(shown);
          const summed = isKnown ? await readYearSummary({ db }, person, shown) : null;
          const total = year === null ? all : (summed?.count ?? 0);
          const pages = Math.max(1, Math.ceil(total / size));
          const page = Math.min(wanted, pages - 1);
          const rows = total === 0 ? [] : await rowsOf({ db }, person, { page, size, year });
          const chart = isKnown && summed !== null ? { year: shown, months: summed.months } : null;
          return { rows, total, page, pages, years, chart };
        }),
    async latestReimbursement(person) {
      const [latest] = await rowsOf(database, person, { page: 0, size: 1, year: null });
      return latest ?? null;
    },
    guarantees: (person, today) => guaranteesOf(database, person, today),
  };
}

async function rowsOf(
  { db }: Pick<HubDatabase, 'db'>,
  person: string,
  { page, size, year }: WantedReimbursements,
): Promise<Reimbursement[]> {
  let query = db
    .selectFrom('reimbursement')
    .select(['id', 'act', 'care_on as careOn', 'currency', 'paid', 'social_security as socialSecurity'])
    .select(['mutual', 'remains', 'status', 'paid_on as paidOn'])
    .where('holder', '=', person);
  // A range instead of the year of a day, so that the index can be used.
  if (year !== null)
    query = query.where('care_on', '>=', `${year}-01-01`).where('care_on', '<=', `${year}-12-31`);
  return query
    .orderBy('care_on', 'desc')
    .orderBy('id', 'desc')
    .limit(size)
    .offset(page * size)
    .execute();
}
