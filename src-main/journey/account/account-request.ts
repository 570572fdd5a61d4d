import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const accountRequest: StepHandler<'account-request'> = {
  screen: () => {
    throw new Error('account-request is being written');
  },
  act: () => null,
};
