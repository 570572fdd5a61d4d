import type { HubConnection } from '../../database/hub-database.ts';

/** A decision. `decidedAt`: milliseconds since 1970 UTC. */
export interface DatedDecision {
  readonly id: string;
  readonly decidedAt: number;
}

/** States of an address that has not taken effect. `done`: staff have noted it, but its day has not come. */
export const WAITING_STATES = `('received', 'in-progress', 'done')`;

/**
 * The latest address that each person reported, in any state except `rejected`.
 * @param subjects from `subjectOf`
 */
export async function readLatestAddresses(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, DatedDecision>> {
  const rows = await connection.query<{ holder: string; id: string; made_at: Date }>(
    `SELECT DISTINCT ON (holder) holder, id, made_at FROM member_request
     WHERE holder = ANY ($1::text[]) AND kind = 'address' AND state <> 'rejected'
     ORDER BY holder, made_at DESC, id DESC`,
    [subjects],
  );
  return new Map(rows.map(({ holder, id, made_at }) => [holder, { id, decidedAt: made_at.getTime() }]));
}

/** Supersedes addresses of these people that have not taken effect, because a later one has arrived. */
export async function supersedeWaitingAddresses(
  connection: HubConnection,
  subjects: readonly string[],
  at: Date,
): Promise<void> {
  if (subjects.length === 0) return;
  await connection.query(
    `UPDATE member_request SET state = 'superseded', changed_at = $2::timestamptz
     WHERE holder = ANY ($1::text[]) AND kind = 'address' AND applied_at IS NULL AND state IN ${WAITING_STATES}`,
    [subjects, at.toISOString()],
  );
}

/** Whether a decision is later than another; at equal moments the greater id is later. */
export function isLater(one: DatedDecision, other: DatedDecision): boolean {
  return one.decidedAt === other.decidedAt ? one.id > other.id : one.decidedAt > other.decidedAt;
}
