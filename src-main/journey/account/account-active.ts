import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const accountActive: StepHandler<'account-active'> = {
  screen: () => {
    throw new Error('account-active is being written');
  },
  act: () => null,
};
