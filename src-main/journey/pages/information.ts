import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { StepAt, StepWithHelp } from '../steps/step.ts';

type Information = StepAt<'help' | 'security-advice'>;

const before = ({ from }: Information): StepWithHelp => from;

/** A link on an information page replaces the page, so that `back` leads to the screen before it. */
const follow = ({ from }: Information, { entry }: ActionOf<'open'>, { services }: JourneyContext) =>
  isOffered(entry, services) ? openEntry(entry, from) : null;

/** Lost identifier, lost password, blocked application, and how to reach an adviser. */
export const help = {
  screen: (_step, { services }) => ({ id: 'help', byEmail: isOffered('lost-identifier', services) }),
  on: { open: follow },
  back: before,
} satisfies StepHandler<'help'>;

/** Safe behaviour on the internet and at a public kiosk. */
export const securityAdvice = {
  screen: () => ({ id: 'security-advice' }),
  on: { open: follow },
  back: before,
} satisfies StepHandler<'security-advice'>;
