import type { Action } from '../../../src-shared/journey/action.ts';
import type { Step, StepAt } from '../step.ts';
import type { JourneyContext, StepHandler } from '../step-handler.ts';
import { offered, opened } from './menu.ts';

/** Links on an information page replace it, so that `back` still leads to where the visitor came from. */
function follow(
  step: StepAt<'help'> | StepAt<'security-advice'>,
  action: Action,
  { services }: JourneyContext,
): Step | null {
  if (action.type === 'continue') return step.from;
  return action.type === 'open' && offered(action.entry, services) ? opened(action.entry, step.from) : null;
}

/** Lost identifier, lost password, blocked application, and how to reach an adviser. */
export const help: StepHandler<'help'> = {
  screen: (_step, { services }) => ({ id: 'help', byEmail: offered('lost-identifier', services) }),
  act: follow,
  back: (step) => step.from,
};

/** Safe behaviour on the internet and at a public kiosk. */
export const securityAdvice: StepHandler<'security-advice'> = {
  screen: () => ({ id: 'security-advice' }),
  act: follow,
  back: (step) => step.from,
};
