import { shownEmail } from '../steps/shown-email.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** The account is confirmed. Goes on to the login with the known identifier. */
export const accountActive = {
  screen: ({ identifier }) => ({ id: 'account-active', identifier: shownEmail(identifier) }),
  on: {
    continue: ({ identifier }) => ({
      at: 'login',
      identifier: shownEmail(identifier),
      challenge: null,
      problem: null,
    }),
  },
  // The visitor may have confirmed on a phone and still be looking at it.
  waiting: true,
} satisfies StepHandler<'account-active'>;
