import { arriving, shown } from '../steps/loaded.ts';
import { barOf } from '../steps/space.ts';
import { spacePage, toHome } from './shared/space-page.ts';
import { withLoaded } from './shared/with-loaded.ts';

/** The table of guarantees: what the person has, and what each covers. */
export const spaceGuarantees = spacePage('space-guarantees', {
  screen: ({ at, space, content }) => ({
    ...{ id: at, bar: barOf(space) },
    content: shown(content),
  }),
  onEnter: async (step, { services }) =>
    step.content === null
      ? withLoaded(step, services, ['guarantees', {}], (content) => ({ ...step, content }))
      : step,
  pending: (step) => arriving(step.content, (content) => ({ ...step, content })),
  on: { retry: (step) => ({ ...step, content: null }) },
  back: toHome,
});
