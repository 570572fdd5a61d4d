import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Services } from '../services.ts';
import type { StepHandler } from '../step-handler.ts';

/** The password is set; on to the login with the number already known. */
export const passwordDone: StepHandler<'password-done'> = {
  screen: ({ eventId }, { services }) => ({ id: 'password-done', headOffice: wayOf(eventId, services) }),
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
    headOffice: wayOf(eventId, services),
  }),
  act: (_step, action) => (action.type === 'continue' ? { at: 'menu' } : null),
  watches: (step) => step.eventId,
};

/** How far the decision has come: only what is known is said. */
export function wayOf(
  eventId: string | null,
  { events, headOffice }: Services,
): ScreenOf<'password-done'>['headOffice'] {
  if (headOffice === null) return null;
  if (eventId === null) return 'accepted';
  const outcome = events.outcome(eventId) ?? 'waiting';
  return outcome === 'waiting' ? 'kept' : outcome;
}
