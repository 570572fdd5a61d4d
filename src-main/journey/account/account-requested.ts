import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { decisionState } from '../steps/decision-state.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** The request is recorded. Head office computes the same receipt number. */
export const accountRequested = {
  screen: ({ purpose, eventId }, { services }) => ({
    id: 'account-requested',
    purpose,
    receipt: receiptNumber(eventId),
    headOffice: decisionState(eventId, services),
  }),
  on: { continue: () => ({ at: 'menu' }) },
  watches: ({ eventId }) => eventId,
} satisfies StepHandler<'account-requested'>;
