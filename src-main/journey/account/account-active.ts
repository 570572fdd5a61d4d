import type { StepHandler } from '../steps/step-handler.ts';

/** The account is confirmed; on to the login with its identifier already known. */
export const accountActive: StepHandler<'account-active'> = {
  screen: ({ identifier }) => ({ id: 'account-active', identifier }),
  act: (step, action) =>
    action.type === 'continue'
      ? { at: 'login', identifier: step.identifier, challenge: null, problem: null }
      : null,
  // The visitor may have confirmed on a phone, and still be looking at it.
  waiting: true,
};
