import type { Action } from '../../../src-shared/journey/action.ts';
import type { Step, StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { isOffered, openEntry } from '../steps/entries.ts';

/** Links on an information page replace it, so that `back` still leads to where the visitor came from. */
function follow(
  step: StepAt<'help'> | StepAt<'security-advice'>,
  action: Action,
  { services }: JourneyContext,
): Step | null {
  if (action.type === 'continue') return step.from;
  return action.type === 'open' && isOffered(action.entry, services)
    ? openEntry(action.entry, step.from)
    : null;
}

/** Lost identifier, lost password, blocked application, and how to reach an adviser. */
export const help: StepHandler<'help'> = {
  screen: (_step, { services }) => ({ id: 'help', byEmail: isOffered('lost-identifier', services) }),
  act: follow,
  back: (step) => step.from,
};

/** Safe behaviour on the internet and at a public kiosk. */
export const securityAdvice: StepHandler<'security-advice'> = {
  screen: () => ({ id: 'security-advice' }),
  act: follow,
  back: (step) => step.from,
};
