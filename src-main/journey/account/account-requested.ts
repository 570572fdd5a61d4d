import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const accountRequested: StepHandler<'account-requested'> = {
  screen: () => {
    throw new Error('account-requested is being written');
  },
  act: () => null,
};
