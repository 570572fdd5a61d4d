import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceDevices = spacePage<'space-devices'>({
  at: 'space-devices',
  screen: ({ at, space, ...step }) => ({
    id: at,
    bar: barOf(space),
    content: { state: 'loading' },
    code: null,
    done: step.done,
    problem: step.problem,
  }),
});
