import { ownAgain } from './act-for.ts';
import type { Refusal } from '../../steps/loaded.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** A step on which something is asked of head office at once. */
type AskingStep = SpaceStepAt<'space-devices' | 'space-delegation' | 'space-address'>;

/** What an action leads to of which head office did nothing. */
export function stepAfterRefusal<At extends AskingStep>(
  step: At,
  refusal: Refusal,
): At | SpaceStepAt<'space-home'> {
  switch (refusal) {
    case 'mandate-ended':
      return ownAgain(step.space);
    case 'closed': {
      const space = { ...step.space, session: null };
      if (step.at === 'space-address') return { ...step, space, contact: { state: 'closed' } };
      return { ...step, space, content: { state: 'closed' } };
    }
    default:
      return { ...step, problem: { kind: refusal } };
  }
}
