import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const accountSituation: StepHandler<'account-situation'> = {
  screen: () => {
    throw new Error('account-situation is being written');
  },
  act: () => null,
};
