import type { HubConnection } from '../../database/hub-database.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { type Actor, tellBothSides, type ToldDelegation } from './tell-both-sides.ts';

/** Who ended a delegation, when it was head office. */
export const HEAD_OFFICE = 'head-office';

/**
 * Ends a delegation, or takes back an offer, at once and for good: sessions that act under it are their holders' own
 * again with the next call. Both sides are told, once.
 * @param actor who ends it; null: head office
 * @param today ISO date in France
 * @returns `over`: it had ended before; `unknown`: there is none, or it is of others
 */
export async function revokeDelegationBy(
  connection: HubConnection,
  deps: MailDeps,
  id: string,
  actor: Actor | null,
  today: string,
): Promise<'revoked' | 'over' | 'unknown'> {
  const [row] = await connection.query<ToldDelegation & { lives: boolean }>(
    `SELECT giver, helper, scope, ends_on,
       declined_at IS NULL AND revoked_at IS NULL AND ends_on >= $3::date AS lives
     FROM delegation WHERE id = $1 AND ($2::text IS NULL OR $2 IN (giver, helper)) FOR UPDATE`,
    [id, actor?.subject ?? null, today],
  );
  if (row === undefined) return 'unknown';
  if (!row.lives) return 'over';
  await connection.query(
    'UPDATE delegation SET revoked_at = $2::timestamptz, revoked_by = $3 WHERE id = $1',
    [id, deps.now().toISOString(), actor?.subject ?? HEAD_OFFICE],
  );
  await tellBothSides(connection, deps, 'delegation-revoked', [row], actor);
  return 'revoked';
}
