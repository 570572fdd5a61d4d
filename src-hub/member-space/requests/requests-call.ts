import { LONGEST_REPLY } from '../../../src-shared/policy/requests.ts';
import { recordAct } from '../session/delegation-acts.ts';
import { namesOf } from '../../people/person-names.ts';
import type { SpaceHandler } from '../session/space-handler.ts';

/** Rows per page. */
const ROWS = 5;

/** The person's requests of these kinds with their results, newest first. A page beyond the end gives the last page. */
export const requests: SpaceHandler<'requests'> = async (
  { deps: { database, now }, session },
  { kinds, page: asked },
) => {
  const sent = database.db
    .selectFrom('member_request')
    .where('holder', '=', session.subject)
    .where('kind', 'in', kinds);
  const { total } = await sent
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(total / ROWS));
  const page = Math.min(asked, pages - 1);
  const rows = await sent
    .select(['receipt', 'kind', 'topic', 'made_at', 'made_by', 'state', 'rejected', 'reply'])
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(ROWS)
    .offset(page * ROWS)
    .execute();
  const others = new Set(rows.map((row) => row.made_by).filter((by) => by !== session.subject));
  const names = others.size > 0 ? await namesOf(database, [...others]) : new Map<string, string>();
  await recordAct(database, session, 'saw-requests', now());
  return {
    ...{ result: 'ok', total, page, pages },
    rows: rows.map(({ made_at: madeAt, made_by: madeBy, rejected, reply, ...row }) => ({
      ...row,
      madeAt: madeAt.getTime(),
      rejected,
      madeBy: madeBy === session.subject ? null : (names.get(madeBy) ?? ''),
      reply: reply?.slice(0, LONGEST_REPLY) ?? null,
    })),
  };
};
