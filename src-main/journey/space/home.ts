import { askSpace, pendingOn, loadedView } from '../steps/loaded.ts';
import { barOf, keyOf } from '../steps/space.ts';
import type { ActionOf, JourneyContext } from '../steps/step-handler.ts';
import type { SpaceStepAt } from '../steps/space-steps.ts';
import { spacePage, tilesOf } from './shared/space-page.ts';
import { withLoaded } from './shared/with-loaded.ts';

/** Greeting, news, and the screens to open. */
export const spaceHome = spacePage('space-home', {
  screen: ({ at, space, waiting, notice }, { services }) => ({
    id: at,
    bar: barOf(space, waiting),
    ...{ givenName: space.givenName, familyName: space.familyName },
    tiles: tilesOf(space, services),
    hasData: services.headOffice !== null,
    waiting: loadedView(waiting),
    notice,
  }),
  onEnter: async (step, { services }) =>
    step.waiting === null
      ? withLoaded(step, services, ['home', {}], (waiting) => ({ ...step, waiting }))
      : step,
  pending: (step) => pendingOn(step.waiting, (waiting) => ({ ...step, waiting })),
  // No way back: the home has no screen before it; it has the log-out.
  on: { retry: (step) => ({ ...step, waiting: null }), 'confirm-access': confirmAccess },
});

type Home = SpaceStepAt<'space-home'>;

/** Only what is on the screen can be confirmed. Afterwards head office tells what is left, also after a lost answer. */
async function confirmAccess(
  step: Home,
  { id, keep }: ActionOf<'confirm-access'>,
  { services, visit }: JourneyContext,
): Promise<Home | null> {
  const { space, waiting } = step;
  const asked = waiting?.state === 'ready' ? waiting.value.toConfirm.find((one) => one.id === id) : undefined;
  if (asked === undefined) return null;
  const body = { kind: asked.kind, id, keep, language: visit.display.language };
  const { result } = await askSpace(services, space, 'confirm-access', body);
  if (result === 'ok')
    services.audit.record('access-confirmed', keyOf(space, services.vault), keep ? 'keep' : 'remove');
  return { ...step, waiting: null };
}
