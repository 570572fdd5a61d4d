import type { StepHandler } from '../step-handler.ts';

/** The password is set; on to the login with the number already known. */
export const passwordDone: StepHandler<'password-done'> = {
  screen: () => ({ id: 'password-done' }),
  act: (step, deed) =>
    deed.do === 'continue' ? { at: 'login', identifier: step.number, challenge: null, problem: null } : null,
};

/** A letter was asked for; moments are shown on the wall clock. */
export const letterRequested: StepHandler<'letter-requested'> = {
  screen: ({ arrivesBy, nextLetterAt }, { services: { clock } }) => ({
    id: 'letter-requested',
    arrivesBy: clock.toWall(arrivesBy),
    nextLetterAt: clock.toWall(nextLetterAt),
  }),
  act: (_step, deed) => (deed.do === 'continue' ? { at: 'menu' } : null),
};
