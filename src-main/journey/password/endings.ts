import { decisionState } from '../steps/decision-state.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** The password is set; on to the login with the number already known. */
export const passwordDone: StepHandler<'password-done'> = {
  screen: ({ eventId }, { services }) => ({
    id: 'password-done',
    headOffice: decisionState(eventId, services),
  }),
  act: (step, action) =>
    action.type === 'continue'
      ? { at: 'login', identifier: step.identifier, challenge: null, problem: null }
      : null,
  watches: (step) => step.eventId ?? '',
};

/** A letter was asked for; moments are shown on the wall clock. */
export const letterRequested: StepHandler<'letter-requested'> = {
  screen: ({ arrivesBy, nextLetterAt, eventId }, { services }) => ({
    id: 'letter-requested',
    arrivesBy: services.clock.toWall(arrivesBy),
    nextLetterAt: services.clock.toWall(nextLetterAt),
    headOffice: decisionState(eventId, services),
  }),
  act: (_step, action) => (action.type === 'continue' ? { at: 'menu' } : null),
  watches: (step) => step.eventId,
};
