import { backOfficeOf } from './back-office-of.ts';
import { recordAct } from '../session/delegation-acts.ts';
import type { SpaceHandler } from '../session/space-handler.ts';

/** Rows of a page: what fits a kiosk's screen with large signs. */
const PAGE_SIZE = 6;

/** Reimbursements of the person, page by page, with the chart of a year. */
export const reimbursements: SpaceHandler<'reimbursements'> = async ({ deps, session }, { page, year }) => {
  await recordAct(deps.database, session, 'saw-reimbursements', deps.now());
  const found = await backOfficeOf(deps).reimbursements(session.subject, { page, size: PAGE_SIZE, year });
  return { result: 'ok', ...found };
};
