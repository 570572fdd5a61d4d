import { pendingOn, loadedView } from '../steps/loaded.ts';
import { barOf } from '../steps/space.ts';
import { spacePage, toHome } from './shared/space-page.ts';
import { withLoaded } from './shared/with-loaded.ts';

/** The guarantees that the person has, and what each covers. */
export const spaceGuarantees = spacePage('space-guarantees', {
  screen: ({ at, space, content }) => ({
    ...{ id: at, bar: barOf(space, content) },
    content: loadedView(content),
  }),
  onEnter: async (step, { services }) =>
    step.content === null
      ? withLoaded(step, services, ['guarantees', {}], (content) => ({ ...step, content }))
      : step,
  pending: (step) => pendingOn(step.content, (content) => ({ ...step, content })),
  on: { retry: (step) => ({ ...step, content: null }) },
  back: toHome,
});
