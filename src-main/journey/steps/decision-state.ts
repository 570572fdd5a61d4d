import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Services } from './services.ts';

/** State of a decision on its way to head office, as far as it is known. */
export function decisionState(
  eventId: string | null,
  { events, headOffice }: Services,
): ScreenOf<'password-done'>['headOffice'] {
  if (headOffice === null) return null;
  if (eventId === null) return 'accepted';
  const outcome = events.outcome(eventId) ?? 'waiting';
  return outcome === 'waiting' ? 'kept' : outcome;
}
