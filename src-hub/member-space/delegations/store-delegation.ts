import type { HubConnection } from '../../database/hub-database.ts';
import { type Queryable, queryOf } from '../../database/single-statement.ts';

/**
 * Whether the helper may already use the giver's account, or has an open offer. A caller that acts on the result must
 * hold the giver's lock (see `lock-people.ts`).
 * @param today ISO date in France
 */
export async function isHelperAlready(
  where: Queryable,
  giver: string,
  helper: string,
  today: string,
): Promise<boolean> {
  const rows = await queryOf(where)(
    `SELECT id FROM delegation WHERE giver = $1 AND helper = $2
       AND declined_at IS NULL AND revoked_at IS NULL AND ends_on >= $3::date LIMIT 1`,
    [giver, helper, today],
  );
  return rows.length > 0;
}

/** A new delegation. */
export interface NewDelegation {
  readonly id: string;
  /** Subject (see `subjectOf`); `helper` likewise. */
  readonly giver: string;
  readonly helper: string;
  readonly kind: 'member' | 'mandate';
  readonly scope: string;
  readonly at: Date;
  /** Last day, as ISO date. */
  readonly endsOn: string;
}

/** Stores a delegation. A mandate is valid at once; another one waits for the helper's consent. */
export async function storeDelegation(
  { query }: Pick<HubConnection, 'query'>,
  { id, giver, helper, kind, scope, at, endsOn }: NewDelegation,
): Promise<void> {
  await query(
    `INSERT INTO delegation (id, giver, helper, kind, scope, offered_at, ends_on, accepted_at)
     VALUES ($1, $2, $3, $4, $5, $6::timestamptz, $7::date,
       CASE WHEN $4 = 'mandate' THEN $6::timestamptz END)`,
    [id, giver, helper, kind, scope, at.toISOString(), endsOn],
  );
}
