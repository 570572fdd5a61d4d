import { REQUEST_PARTS } from '../steps/parts.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** Member, or only insured by centre 602: decides which number the person gives. */
export const accountSituation = {
  progress: ({ purpose }) => ({ step: 1, of: 1 + REQUEST_PARTS[purpose] }),
  screen: ({ purpose }) => ({ id: 'account-situation', purpose }),
  on: {
    'choose-situation': ({ purpose }, { situation }) => ({
      ...{ at: 'account-request', purpose, situation, challenge: null, problem: null },
    }),
    open: (step, { entry }, { services }) => (isOffered(entry, services) ? openEntry(entry, step) : null),
  },
  back: () => ({ at: 'menu' }),
} satisfies StepHandler<'account-situation'>;
