import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceAddress = spacePage<'space-address'>({
  at: 'space-address',
  screen: ({ at, space, ...step }) => ({
    id: at,
    bar: barOf(space),
    today: '2026-01-01',
    latest: '2026-01-01',
    towns: step.towns,
    contact: null,
    code: null,
    changed: step.changed,
    history: { state: 'loading' },
    kept: [],
    sent: null,
    problem: step.problem,
  }),
});
