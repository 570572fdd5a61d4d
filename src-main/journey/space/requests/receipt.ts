import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import type { SentRequest } from '../../../../src-shared/journey/space-screens.ts';
import { receiptText } from '../../../printing/receipt-text.ts';
import { decisionState } from '../../steps/decision-state.ts';
import type { Services } from '../../steps/services.ts';
import type { JourneyContext } from '../../steps/step-handler.ts';

/** The request that was just recorded: its number, its state, and whether its receipt can be printed. */
export function sentRequest(eventId: string, services: Services): SentRequest {
  const { printing } = services;
  return {
    receipt: receiptNumber(eventId),
    headOffice: decisionState(eventId, services),
    print: printing === null ? 'none' : (printing.state(eventId) ?? 'possible'),
  };
}

/** Starts to print the receipt of a request; does nothing without a printer. */
export function printReceipt(eventId: string, { services, visit }: JourneyContext): void {
  const { printing, events, agency, clock } = services;
  const decision = events.decision(eventId);
  if (printing === null || decision === null) return;
  const { body, decidedAt } = decision;
  if (!('helper' in body)) throw new Error(`no receipt for ${body.kind}`);
  printing.print(
    eventId,
    receiptText(
      {
        ...{ agency, language: visit.display.language, receipt: receiptNumber(eventId), body },
        ...{ madeAt: clock.toWall(decidedAt), state: decisionState(eventId, services) ?? 'kept' },
      },
      printing.columns,
    ),
  );
}
