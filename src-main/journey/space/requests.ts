import type { Deed } from '../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Services } from '../services.ts';
import type { JourneyContext } from '../step-handler.ts';
import { ownAgain } from './act-for.ts';
import { keptOf } from './kept-requests.ts';
import { load, settled, shown } from './loaded.ts';
import { printReceipt, sentOf } from './receipt.ts';
import { KINDS_OF, type RequestStep } from './requests-kinds.ts';
import { firstStep, type SpaceStep, type SpaceStepAt } from './space-steps.ts';

/** What all these screens show: former requests, those that are kept here, and the one just sent. */
export function requestsShown(
  step: RequestStep,
  services: Services,
): Pick<ScreenOf<'space-documents'>, 'history' | 'kept' | 'sent'> {
  const { history, sent } = step;
  return {
    history: history === null ? { state: 'loading' } : shown(history),
    kept: keptOf(step, services),
    sent: sent === null ? null : sentOf(sent, services),
  };
}

/** Asks for the former requests, unless they were asked for. */
export async function withHistory<Step extends RequestStep>(
  step: Step,
  services: Services,
): Promise<Step | SpaceStepAt<'space-home'>> {
  if (step.history !== null) return step;
  const { at, page, space } = step;
  const history = await load(services, space, 'requests', { kinds: KINDS_OF[at], page });
  return history === 'mandate-ended' ? ownAgain(space) : { ...step, history };
}

/** The former requests, while they are under way. */
export function pendingHistory<Step extends RequestStep>(
  step: Step,
): { readonly answer: Promise<{ readonly result: string }>; readonly arrived: () => Promise<Step> } | null {
  const { history } = step;
  if (history?.state !== 'loading') return null;
  return {
    answer: history.answer,
    arrived: async () => ({ ...step, history: settled(await history.answer) }),
  };
}

/** What can be done on each of these screens. @returns null: something else */
export function requestsAct(step: RequestStep, deed: Deed, context: JourneyContext): SpaceStep | null {
  switch (deed.do) {
    case 'turn-page':
      return { ...step, page: deed.page, history: null, problem: null };
    case 'retry':
      return { ...step, history: null };
    case 'start-over':
      return firstStep(step.at, step.space);
    case 'print-receipt':
      if (step.sent === null) return null;
      printReceipt(step.sent, context);
      // The same step again, with the paper under way.
      return { ...step };
    default:
      return null;
  }
}
