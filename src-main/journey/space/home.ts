import { arriving, shown } from '../steps/loaded.ts';
import { barOf } from '../steps/space.ts';
import { spacePage, tilesOf } from './shared/space-page.ts';
import { withLoaded } from './shared/with-loaded.ts';

/** Greeting, what waits for the person, and the ways on. */
export const spaceHome = spacePage('space-home', {
  screen: ({ at, space, waiting, notice }, { services }) => ({
    id: at,
    bar: barOf(space),
    ...{ givenName: space.givenName, familyName: space.familyName },
    tiles: tilesOf(space, services),
    hasData: services.headOffice !== null,
    waiting: shown(waiting),
    notice,
  }),
  onEnter: async (step, { services }) =>
    step.waiting === null
      ? withLoaded(step, services, ['home', {}], (waiting) => ({ ...step, waiting }))
      : step,
  pending: (step) => arriving(step.waiting, (waiting) => ({ ...step, waiting })),
  // Nothing is before it but the log-out: there is no way back.
  on: { retry: (step) => ({ ...step, waiting: null }) },
});
