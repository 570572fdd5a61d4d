import { arriving, shown } from './loaded.ts';
import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';
import { withLoaded } from './with-loaded.ts';

/** The table of guarantees: what the person has, and what each covers. */
export const spaceGuarantees = spacePage<'space-guarantees'>({
  at: 'space-guarantees',
  screen: ({ at, space, content }) => ({
    ...{ id: at, bar: barOf(space) },
    content: shown(content),
  }),
  onEnter: async (step, { services }) =>
    step.content === null
      ? withLoaded(step, services, ['guarantees', {}], (content) => ({ ...step, content }))
      : step,
  pending: (step) => arriving(step.content, (content) => ({ ...step, content })),
  act: (step, action) => (action.type === 'retry' ? { ...step, content: null } : null),
});
