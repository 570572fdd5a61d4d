import type { DelegationAct } from '../../../src-shared/hub-api/space-data.ts';
import type { SpaceHandler } from './space-handler.ts';

/** Rows per page. */
const ROWS = 8;

/** What a helper did, newest first, only for the giver. A page beyond the end gives the last page. */
export const journal: SpaceHandler<'journal'> = async ({ deps, session }, body) => {
  const { db } = deps.database;
  const own = await db
    .selectFrom('delegation')
    .leftJoin('delegation_act as act', 'act.delegation', 'delegation.id')
    .select(({ fn }) => ['delegation.id', fn.count<number>('act.id').as('total')])
    .where('delegation.id', '=', body.delegation)
    .where('giver', '=', session.self)
    .groupBy('delegation.id')
    .executeTakeFirst();
  if (!own) return { result: 'unknown' };
  const { total } = own;
  const pages = Math.max(1, Math.ceil(total / ROWS));
  const page = Math.min(body.page, pages - 1);
  const rows = await db
    .selectFrom('delegation_act')
    .select(['at', 'what', 'detail'])
    .where('delegation', '=', own.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ROWS)
    .offset(page * ROWS)
    .execute();
  const acts = rows.map(({ at, what, detail }) => ({ at: at.getTime(), what, detail }) as DelegationAct);
  return { result: 'ok', total, page, pages, rows: acts };
};
