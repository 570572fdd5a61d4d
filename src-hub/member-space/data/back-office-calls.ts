import { backOfficeOf } from './back-office-of.ts';
import { recordAct } from '../session/delegation-acts.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';

/** All guarantees, and which of them the person has today. */
export const guarantees: SpaceHandler<'guarantees'> = async ({ deps, session }) => {
  const at = deps.now();
  await recordAct(deps.database, session, 'saw-guarantees', at);
  const found = await backOfficeOf(deps).guarantees(session.subject, localDay(at));
  return { result: 'ok', guarantees: found };
};

/** Rows per page: what fits a kiosk's screen with large text. */
const PAGE_SIZE = 4;

export const reimbursements: SpaceHandler<'reimbursements'> = async ({ deps, session }, { page, year }) => {
  await recordAct(deps.database, session, 'saw-reimbursements', deps.now());
  const found = await backOfficeOf(deps).reimbursements(session.subject, { page, size: PAGE_SIZE, year });
  return { result: 'ok', ...found };
};
