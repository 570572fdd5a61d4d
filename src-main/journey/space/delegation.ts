import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceDelegation = spacePage<'space-delegation'>({
  at: 'space-delegation',
  screen: ({ at, space, ...step }) => ({
    id: at,
    bar: barOf(space),
    content: { state: 'loading' },
    months: [],
    helper: step.helper,
    code: null,
    journal: null,
    done: step.done,
    problem: step.problem,
  }),
});
