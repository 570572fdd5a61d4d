import { ownHome } from './act-for.ts';
import type { Refusal } from '../../steps/loaded.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** A step whose actions call head office directly. */
type AskingStep = SpaceStepAt<'space-devices' | 'space-delegation' | 'space-address'>;

/** The step after a call that head office refused. */
export function stepAfterRefusal<At extends AskingStep>(
  step: At,
  refusal: Refusal,
): At | SpaceStepAt<'space-home'> {
  switch (refusal) {
    case 'mandate-ended':
      return ownHome(step.space);
    case 'closed': {
      const space = { ...step.space, session: null };
      if (step.at === 'space-address') return { ...step, space, contact: { state: 'closed' } };
      return { ...step, space, content: { state: 'closed' } };
    }
    default:
      return { ...step, problem: { kind: refusal } };
  }
}
