import type { ChallengeAnswer, ChallengeWay } from '../../../src-shared/journey/action.ts';
import type { Challenge } from '../../../src-shared/journey/challenge.ts';
import type { StepAt } from './step.ts';
import type { Visit } from './visit.ts';

/** What was wrong with an answer, and the new challenge. */
export interface FailedChallenge {
  readonly challenge: Challenge;
  readonly problem: { readonly kind: 'challenge-missed' | 'challenge-expired' };
}

/** A new challenge in the visitor's language. */
export function freshChallenge(visit: Visit, way: ChallengeWay): Challenge {
  return visit.challenges.issue(way, visit.display.language);
}

/**
 * Checks the answer to a challenge, which uses it up.
 * @param answer null: none is needed
 * @param isPassed whether that is so
 * @returns null when the answer was right, or not needed
 */
export function failedChallenge(
  visit: Visit,
  answer: ChallengeAnswer | null,
  isPassed = visit.isPerson,
): FailedChallenge | null {
  if (answer === null && isPassed) return null;
  const verdict = answer === null ? 'missed' : visit.challenges.check(answer);
  if (verdict === 'right') return null;
  const kind = verdict === 'missed' ? 'challenge-missed' : 'challenge-expired';
  return { challenge: freshChallenge(visit, answer?.way ?? 'picture'), problem: { kind } };
}

/** The anti-robot, and what is done with the right answer. */
export function askPerson(then: StepAt<'anti-robot'>['then']): StepAt<'anti-robot'> {
  return { at: 'anti-robot', then, challenge: null, problem: null };
}
