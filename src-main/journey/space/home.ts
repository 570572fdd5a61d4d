import { pendingOn, loadedView } from '../steps/loaded.ts';
import { barOf } from '../steps/space.ts';
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
  on: { retry: (step) => ({ ...step, waiting: null }) },
});
