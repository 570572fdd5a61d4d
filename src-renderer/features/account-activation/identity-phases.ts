import type { ScreenOf } from '../../../src-shared/journey/screens.ts';

/** A part of `activate-identity` that is shown alone, in the order in which they come. */
const IDENTITY_PHASES = [
  'question',
  'answer',
  'email',
  'email-again',
  'password',
  'confirmation',
  'terms',
] as const;

/** A part of `activate-identity`. */
export type IdentityPhase = (typeof IDENTITY_PHASES)[number];

type Problem = NonNullable<ScreenOf<'activate-identity'>['problem']>;

/** The phases shown; without secret questions the first two are left out. */
export function identityPhases(withQuestion: boolean): readonly IdentityPhase[] {
  return withQuestion ? IDENTITY_PHASES : IDENTITY_PHASES.slice(2);
}

/** The phase that stands `steps` after a phase; null beyond either end. */
export function neighbour(
  phases: readonly IdentityPhase[],
  phase: IdentityPhase,
  steps: 1 | -1,
): IdentityPhase | null {
  return phases[phases.indexOf(phase) + steps] ?? null;
}

/** The phase in which the visitor deals with what main has found. What has nothing to mend stays at the end. */
export function phaseOfProblem(problem: Problem): IdentityPhase {
  switch (problem.kind) {
    case 'field':
      return problem.field === 'secret-answer' ? 'answer' : problem.field;
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
