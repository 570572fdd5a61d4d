import type { Deed } from '../../../src-shared/journey/action.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Services } from '../services.ts';
import type { JourneyContext } from '../step-handler.ts';
import type { SpaceStep, SpaceStepAt } from './space-steps.ts';

/** TODO */
export function contactShown(
  { changed }: SpaceStepAt<'space-address'>,
  _services: Services,
): Pick<ScreenOf<'space-address'>, 'contact' | 'code' | 'changed'> {
  return { contact: null, code: null, changed };
}

/** TODO @returns null: it is not of contact data */
export function contactAct(
  _step: SpaceStepAt<'space-address'>,
  _deed: Deed,
  _context: JourneyContext,
): Promise<SpaceStep | null> | SpaceStep | null {
  return null;
}
