import { decisionState } from '../steps/decision-state.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** The password is set. Goes on to the login with the known number. */
export const passwordDone = {
  screen: ({ eventId, isAttested }, { services }) => ({
    id: 'password-done',
    isAttested,
    headOffice: decisionState(eventId, services),
  }),
  on: {
    continue: ({ identifier, password }) => ({
      ...{ at: 'login', identifier, challenge: null, problem: null },
      chosen: { password, for: 'password' },
    }),
  },
  watches: (step) => step.eventId ?? '',
} satisfies StepHandler<'password-done'>;

/** A letter was asked for. */
export const letterRequested = {
  screen: ({ arrivesBy, nextLetterAt, eventId }, { services }) => ({
    id: 'letter-requested',
    arrivesBy: services.clock.toWall(arrivesBy),
    nextLetterAt: services.clock.toWall(nextLetterAt),
    headOffice: decisionState(eventId, services),
  }),
  on: { continue: () => ({ at: 'menu' }) },
  watches: (step) => step.eventId,
} satisfies StepHandler<'letter-requested'>;
