import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { decisionState } from '../steps/decision-state.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** The request is recorded; its receipt is the same at head office. */
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
