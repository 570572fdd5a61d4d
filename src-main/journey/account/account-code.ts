import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const accountCode: StepHandler<'account-code'> = {
  screen: () => {
    throw new Error('account-code is being written');
  },
  act: () => null,
};
