import type { ScreenOf } from '../../../src-shared/journey/screens.ts';

/** The parts of `activate-identity`, each shown alone, in order. */
const IDENTITY_PHASES = ['answer', 'email', 'password', 'confirmation', 'terms'] as const;

/** A part of `activate-identity`. `question`: another question is chosen, beside the order. */
export type IdentityPhase = (typeof IDENTITY_PHASES)[number] | 'question';

type Problem = NonNullable<ScreenOf<'activate-identity'>['problem']>;

/** The parts on screen; without secret questions the first one is left out. */
export function identityPhases(withQuestion: boolean): readonly IdentityPhase[] {
  return withQuestion ? IDENTITY_PHASES : IDENTITY_PHASES.slice(1);
}

/** The next (1) or previous (-1) part; null at either end. */
export function neighbour(
  phases: readonly IdentityPhase[],
  phase: IdentityPhase,
  steps: 1 | -1,
): IdentityPhase | null {
  return phases[phases.indexOf(phase) + steps] ?? null;
}

/**
 * The part in which the visitor can correct a problem. A problem without anything to correct is shown in the last
 * part.
 */
export function phaseOfProblem(problem: Problem): IdentityPhase {
  switch (problem.kind) {
    case 'field':
      if (problem.field === 'secret-answer') return 'answer';
      return problem.field === 'email-again' ? 'email' : problem.field;
    case 'mismatch':
      return 'confirmation';
    case 'refused':
      return 'password';
    case 'email-taken':
      return 'email';
    case 'offline':
      return 'terms';
  }
}
