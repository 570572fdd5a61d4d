import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { kindsOfScreen } from '../../../../src-shared/member-requests/request-kinds.ts';
import type { Services } from '../../steps/services.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import { waitingRequests } from './kept-requests.ts';
import { pendingOn, loadedView, type Pending } from '../../steps/loaded.ts';
import { printReceipt, sentRequest } from './receipt.ts';
import { firstStep, type RequestStep, type SpaceStepAt } from '../../steps/space-steps.ts';
import { withLoaded } from '../shared/with-loaded.ts';

/** The common part of these screens: former requests, waiting ones, and the one just sent. */
export function requestsView(
  step: RequestStep,
  services: Services,
): Pick<ScreenOf<'space-documents'>, 'history' | 'kept' | 'sent'> {
  const { history, sent } = step;
  return {
    history: loadedView(history),
    kept: waitingRequests(step, services),
    sent: sent === null ? null : sentRequest(sent, services),
  };
}

/** Loads the former requests, unless they are loaded. */
export async function withHistory<Step extends RequestStep>(
  step: Step,
  services: Services,
): Promise<Step | SpaceStepAt<'space-home'>> {
  if (step.history !== null) return step;
  const { at, page } = step;
  const call = ['requests', { kinds: kindsOfScreen(at), page }] as const;
  return withLoaded(step, services, call, (history) => ({ ...step, history }));
}

/** The former requests, while they are loading. */
export function pendingHistory<Step extends RequestStep>(step: Step): Pending<Step> | null {
  return pendingOn(step.history, (history) => ({ ...step, history }));
}

/** Reactions to the actions that these screens share. */
export function requestReactions<Name extends RequestStep['at']>(at: Name) {
  type At = Extract<RequestStep, { at: Name }>;
  return {
    'turn-page': (step: At, { page }: ActionOf<'turn-page'>): At => ({
      ...step,
      page,
      history: null,
      problem: null,
    }),
    retry: (step: At): At => ({ ...step, history: null }),
    'start-over': ({ space }: At): SpaceStepAt<Name> => firstStep(at, space),
    'print-receipt': (step: At, _action: ActionOf<'print-receipt'>, context: JourneyContext): At | null => {
      if (step.sent === null) return null;
      printReceipt(step.sent, context);
      // A copy of the step, so that the state of the printing is shown.
      return { ...step };
    },
  };
}
