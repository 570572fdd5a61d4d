import { LOOK_STANDS } from '../../../src-shared/policy/delegations.ts';
import type { DELEGATION_ACTS } from '../../../src-shared/hub-api/space-data.ts';
import { type Queryable, queryOf } from '../../database/single-statement.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

export type ActOfHelper = (typeof DELEGATION_ACTS)[number];

/**
 * Records in the journal of a delegation what its helper did. Does nothing while somebody acts for themselves. A look
 * is recorded once in five minutes, an act with a detail each time.
 * @param where a connection when it must commit with the caller's work
 * @param detail receipt of a request, name of a device; null for looks
 */
export async function recordAct(
  where: Queryable,
  session: Pick<SpaceSession, 'acting'>,
  what: ActOfHelper,
  at: Date,
  detail: string | null = null,
): Promise<void> {
  if (session.acting === null) return;
  await queryOf(where)(
    `WITH written AS (
       INSERT INTO delegation_act (delegation, at, what, detail)
         SELECT $1::uuid, $3::timestamptz, $2, $4
         WHERE $4::text IS NOT NULL OR NOT EXISTS (SELECT FROM delegation_act
           WHERE delegation = $1::uuid AND at > $5::timestamptz AND what = $2)
         RETURNING 1
     )
     UPDATE delegation SET used_at = $3::timestamptz WHERE id = $1::uuid AND EXISTS (SELECT FROM written)`,
    [
      session.acting.delegation,
      what,
      at.toISOString(),
      detail,
      new Date(at.getTime() - LOOK_STANDS).toISOString(),
    ],
  );
}
