import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceQuestion = spacePage<'space-question'>({
  at: 'space-question',
  screen: ({ at, space, ...step }) => ({
    id: at,
    bar: barOf(space),
    topics: [],
    maxLength: 600,
    history: { state: 'loading' },
    kept: [],
    sent: null,
    problem: step.problem,
  }),
});
