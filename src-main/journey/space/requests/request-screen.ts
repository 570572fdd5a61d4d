import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import type { Services } from '../../steps/services.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import { printReceipt, sentRequest } from './receipt.ts';
import { firstStep, type RequestStep, type SpaceStepAt } from '../../steps/space-steps.ts';

/** The common part of the screens that send requests: the one just sent. */
export function sentView(
  { sent }: RequestStep,
  services: Services,
): Pick<ScreenOf<'space-documents'>, 'sent'> {
  return { sent: sent === null ? null : sentRequest(sent, services) };
}

/** Reactions to the actions that these screens share. */
export function requestReactions<Name extends RequestStep['at']>(at: Name) {
  type At = Extract<RequestStep, { at: Name }>;
  return {
    'start-over': ({ space }: At): SpaceStepAt<Name> => firstStep(at, space),
    'print-receipt': (step: At, _action: ActionOf<'print-receipt'>, context: JourneyContext): At | null => {
      if (step.sent === null) return null;
      printReceipt(step.sent, context);
      // A copy of the step, so that the state of the printing is shown.
      return { ...step };
    },
  };
}
