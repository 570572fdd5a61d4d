import type { StepHandler } from '../step-handler.ts';

/** The member space: greeting and log-out. */
export const spaceHome: StepHandler<'space-home'> = {
  screen: ({ givenName, familyName }) => ({ id: 'space-home', givenName, familyName }),
  act: () => null,
};
