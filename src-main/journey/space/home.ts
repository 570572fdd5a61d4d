import { ownAgain } from './act-for.ts';
import { arriving, load, shown } from './loaded.ts';
import { barOf } from './space.ts';
import { spacePage, tilesOf } from './space-page.ts';

/** Greeting, what waits for the person, and the ways on. */
export const spaceHome = spacePage<'space-home'>({
  at: 'space-home',
  screen: ({ at, space, waiting, notice }, { services }) => ({
    id: at,
    bar: barOf(space),
    ...{ givenName: space.givenName, familyName: space.familyName },
    tiles: tilesOf(space, services),
    hasData: services.headOffice !== null,
    waiting: waiting === null ? { state: 'loading' } : shown(waiting),
    notice,
  }),
  enter: async (step, { services }) => {
    if (step.waiting !== null) return step;
    const waiting = await load(services, step.space, 'home', {});
    return waiting === 'mandate-ended' ? ownAgain(step.space) : { ...step, waiting };
  },
  pending: (step) => arriving(step.waiting, (waiting) => ({ ...step, waiting })),
  act: (step, deed) => (deed.do === 'retry' ? { ...step, waiting: null } : null),
});
