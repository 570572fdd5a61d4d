import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const activatedPending: StepHandler<'activated-pending'> = {
  screen: () => {
    throw new Error('activated-pending is being written');
  },
  act: () => null,
};
