import { revokeDelegationBy } from './revoke-delegation.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** Ends a delegation at once, by whichever side; done as well when it had ended before. */
export const revokeDelegation: SpaceHandler<'revoke-delegation'> = async ({ deps, session }, body) => {
  const actor = { subject: session.self, language: body.language };
  const done = await deps.database.transaction((connection) =>
    revokeDelegationBy(connection, deps, body.delegation, actor, localDay(deps.now())),
  );
  return { result: done === 'unknown' ? 'unknown' : 'ok' };
};
