import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const activate: StepHandler<'activate'> = {
  screen: () => {
    throw new Error('activate is being written');
  },
  act: () => null,
};
