import { isOffered, openEntry } from '../steps/entries.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** Member of the mutual, or only insured by centre 602: by what number the person is known. */
export const accountSituation: StepHandler<'account-situation'> = {
  progress: () => ({ step: 1, of: 2 }),
  screen: ({ purpose }) => ({ id: 'account-situation', purpose }),
  act: (step, action, { services }) => {
    switch (action.type) {
      case 'choose-situation':
        return {
          ...{ at: 'account-request', purpose: step.purpose, situation: action.situation },
          ...{ challenge: null, problem: null },
        };
      case 'open':
        return isOffered(action.entry, services) ? openEntry(action.entry, step) : null;
      default:
        return null;
    }
  },
  back: () => ({ at: 'menu' }),
};
