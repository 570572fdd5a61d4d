import type { ChallengeAnswer, ChallengeWay } from '../../../src-shared/journey/action.ts';
import type { Challenge } from '../../../src-shared/journey/challenge.ts';
import type { Visit } from './visit.ts';

/** What went wrong with an answer, and the challenge that takes the place of the one that was spent. */
export interface FailedChallenge {
  readonly challenge: Challenge;
  readonly problem: { readonly kind: 'challenge-missed' | 'challenge-expired' };
}

/** A fresh challenge in the visitor's language. */
export function freshChallenge(visit: Visit, way: ChallengeWay): Challenge {
  return visit.challenges.issue(way, visit.display.language);
}

/**
 * Spends a challenge.
 * @returns null when the answer was right
 */
export function failedChallenge(visit: Visit, answer: ChallengeAnswer): FailedChallenge | null {
  const verdict = visit.challenges.check(answer);
  if (verdict === 'right') return null;
  const kind = verdict === 'missed' ? 'challenge-missed' : 'challenge-expired';
  return { challenge: freshChallenge(visit, answer.way), problem: { kind } };
}
