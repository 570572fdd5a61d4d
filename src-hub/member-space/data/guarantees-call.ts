import { backOfficeOf } from './back-office-of.ts';
import { recordAct } from '../session/delegation-acts.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** The table of guarantees, and what the person has of it today. */
export const guarantees: SpaceHandler<'guarantees'> = async ({ deps, session }) => {
  const at = deps.now();
  await recordAct(deps.database, session, 'saw-guarantees', at);
  const found = await backOfficeOf(deps).guarantees(session.subject, localDay(at));
  return { result: 'ok', guarantees: found };
};
