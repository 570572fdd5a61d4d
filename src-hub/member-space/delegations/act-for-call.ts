import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { GIVER_IS_HERE } from './giver-here.ts';
import { recordAct } from '../session/delegation-acts.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** Chooses the person for whom the session's holder acts. Only a delegation that is valid now can be chosen. */
export const actFor: SpaceHandler<'act-for'> = async ({ deps, session }, { delegation }) => {
  const { database, now } = deps;
  const at = now();
  if (delegation === null) {
    await database.db
      .updateTable('space_session')
      .set({ acting: null })
      .where('id', '=', session.id)
      .executeTakeFirst();
    return { result: 'ok' };
  }
  const [chosen] = await singleStatement(database)<{
    id: string;
    giver: string;
    scope: DelegationScope;
    ends_on: string;
  }>(
    `UPDATE space_session SET acting = delegation.id FROM delegation
     WHERE space_session.id = $1 AND delegation.id = $2 AND helper = $3 AND accepted_at IS NOT NULL
       AND declined_at IS NULL AND revoked_at IS NULL AND waits_since IS NULL AND ends_on >= $4::date AND ${GIVER_IS_HERE}
     RETURNING delegation.id, giver, scope, ends_on`,
    [session.id, delegation, session.self, localDay(at)],
  );
  if (chosen === undefined) return { result: 'unknown' };
  const { id, giver, scope, ends_on: endsOn } = chosen;
  await recordAct(database, { acting: { delegation: id, giver, scope, endsOn } }, 'opened', at);
  return { result: 'ok' };
};
