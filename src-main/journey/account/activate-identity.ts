import type { StepHandler } from '../step-handler.ts';

/** Being written. */
export const activateIdentity: StepHandler<'activate-identity'> = {
  screen: () => {
    throw new Error('activate-identity is being written');
  },
  act: () => null,
};
