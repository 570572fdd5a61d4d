import type { SpaceBody, SpaceCall } from '../../../../src-shared/hub-api/space-calls.ts';
import type { Services } from '../../steps/services.ts';
import { ownHome } from './act-for.ts';
import { load, type Loaded } from '../../steps/loaded.ts';
import type { Space } from '../../steps/space.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/**
 * Loads what a step lacks.
 * @param put gives the step with the data
 * @returns the home, when the delegation has ended
 */
export async function withLoaded<Name extends SpaceCall, At>(
  { space }: { readonly space: Space },
  services: Services,
  [name, body]: readonly [Name, SpaceBody<Name>],
  put: (loaded: Loaded<Name>) => At,
): Promise<At | SpaceStepAt<'space-home'>> {
  const loaded = await load(services, space, name, body);
  return loaded === 'mandate-ended' ? ownHome(space) : put(loaded);
}
