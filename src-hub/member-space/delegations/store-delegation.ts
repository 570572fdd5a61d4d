import type { HubConnection } from '../../database/hub-database.ts';
import { type Queryable, queryOf } from '../../database/single-statement.ts';

/**
 * Whether one already lets the other reach the account, or has asked them to; both must be locked (see
 * `lock-people.ts`) by whoever acts on the answer.
 * @param today ISO date in France
 */
export async function isNamedAlready(
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

/** A delegation as head office stores it when it begins. */
export interface NewDelegation {
  readonly id: string;
  /** See `subjectOf`. */
  readonly giver: string;
  readonly helper: string;
  readonly kind: 'member' | 'mandate';
  readonly scope: string;
  readonly at: Date;
  /** ISO date of the last day. */
  readonly endsOn: string;
}

/** Stores a delegation; a mandate holds at once, another waits for the helper. */
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
