import { backOfficeOf } from '../space-data/back-office-of.ts';
import { recordAct } from './delegation-acts.ts';
import type { SpaceHandler } from './space-handler.ts';
import { localToday } from './space-session.ts';

/** The table of guarantees, and what the person has of it today. */
export const guarantees: SpaceHandler<'guarantees'> = async ({ deps, session }) => {
  const at = deps.now();
  await recordAct(deps.database, session, 'saw-guarantees', at);
  const found = await backOfficeOf(deps).guarantees(session.subject, localToday(at));
  return { result: 'ok', guarantees: found };
};
