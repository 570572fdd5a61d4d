import { ownAgain } from './act-for.ts';
import { arriving, load, shown } from './loaded.ts';
import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';

/** The table of guarantees: what the person has, and what each covers. */
export const spaceGuarantees = spacePage<'space-guarantees'>({
  at: 'space-guarantees',
  screen: ({ at, space, content }) => ({
    ...{ id: at, bar: barOf(space) },
    content: content === null ? { state: 'loading' } : shown(content),
  }),
  enter: async (step, { services }) => {
    if (step.content !== null) return step;
    const content = await load(services, step.space, 'guarantees', {});
    return content === 'mandate-ended' ? ownAgain(step.space) : { ...step, content };
  },
  pending: (step) => arriving(step.content, (content) => ({ ...step, content })),
  act: (step, deed) => (deed.do === 'retry' ? { ...step, content: null } : null),
});
