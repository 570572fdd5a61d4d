import { backOfficeOf } from '../space-data/back-office-of.ts';
import { recordAct } from './delegation-acts.ts';
import type { SpaceHandler } from './space-handler.ts';
import { localToday } from './space-session.ts';

/** The table of guarantees, and what the person has of it today. */
export const guarantees: SpaceHandler<'guarantees'> = async ({ parts, session }) => {
  const at = parts.now();
  await recordAct(parts.database, session, 'saw-guarantees', at);
  const found = await backOfficeOf(parts).guarantees(session.subject, localToday(at));
  return { result: 'ok', guarantees: found };
};
