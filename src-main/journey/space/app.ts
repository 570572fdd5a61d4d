import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** TODO */
export const spaceApp = spacePage<'space-app'>({
  at: 'space-app',
  screen: ({ at, space }) => ({ id: at, bar: barOf(space), links: [] }),
});
