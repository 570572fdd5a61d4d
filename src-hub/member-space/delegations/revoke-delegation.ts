import type { HubConnection } from '../../database/hub-database.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { type Actor, tellBothSides, type MailedDelegation } from './tell-both-sides.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** `revoked_by` of a delegation that head office ended. */
export const HEAD_OFFICE = 'head-office';

/**
 * Ends a delegation or withdraws an offer, at once and for good. Sessions that act under it return to their own holders
 * at the next call. Both sides get one mail.
 * @param actor who ends it; null: head office
 * @param today ISO date in France
 * @returns `over`: it had ended before; `unknown`: it does not exist, or belongs to others
 */
export async function revokeDelegationBy(
  connection: HubConnection,
  deps: MailDeps,
  id: string,
  actor: Actor | null,
  today: string,
): Promise<'revoked' | 'over' | 'unknown'> {
  const [row] = await connection.query<MailedDelegation & { lives: boolean }>(
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

/** Ends a delegation at once, for either side. Answers `ok` also when it had ended before. */
export const revokeDelegation: SpaceHandler<'revoke-delegation'> = async ({ deps, session }, body) => {
  const actor = { subject: session.self, language: body.language };
  const done = await deps.database.transaction((connection) =>
    revokeDelegationBy(connection, deps, body.delegation, actor, localDay(deps.now())),
  );
  return { result: done === 'unknown' ? 'unknown' : 'ok' };
};
