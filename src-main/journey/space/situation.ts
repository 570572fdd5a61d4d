import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceSituation = spacePage<'space-situation'>({
  at: 'space-situation',
  screen: ({ at, space, ...step }) => ({
    id: at,
    bar: barOf(space),
    today: '2026-01-01',
    changes: [],
    history: { state: 'loading' },
    kept: [],
    sent: null,
    problem: step.problem,
  }),
});
