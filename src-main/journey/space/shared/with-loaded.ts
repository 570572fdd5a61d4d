import type { SpaceBody, SpaceCall } from '../../../../src-shared/hub-api/space-calls.ts';
import type { Services } from '../../steps/services.ts';
import { ownAgain } from './act-for.ts';
import { load, type Loaded } from '../../steps/loaded.ts';
import type { Space } from '../../steps/space.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/**
 * Asks for what a step lacks.
 * @param put the step with it
 * @returns the home, when the delegation under which one acts has ended
 */
export async function withLoaded<Name extends SpaceCall, At>(
  { space }: { readonly space: Space },
  services: Services,
  [name, body]: readonly [Name, SpaceBody<Name>],
  put: (loaded: Loaded<Name>) => At,
): Promise<At | SpaceStepAt<'space-home'>> {
  const loaded = await load(services, space, name, body);
  return loaded === 'mandate-ended' ? ownAgain(space) : put(loaded);
}
