import type { Services } from '../services.ts';
import { ownAgain } from './act-for.ts';
import { arriving, load, shown } from './loaded.ts';
import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';
import type { SpaceStep, SpaceStepAt } from './space-steps.ts';

/** Reimbursements, newest first, in pages; the chart of a year. */
export const spaceReimbursements = spacePage<'space-reimbursements'>({
  at: 'space-reimbursements',
  screen: ({ at, space, year, content }) => ({
    id: at,
    bar: barOf(space),
    year,
    content: content === null ? { state: 'loading' } : shown(content),
  }),
  enter: (step, { services }) => entered(step, services),
  pending: (step) => arriving(step.content, (content) => ({ ...step, content })),
  act: (step, deed) => {
    switch (deed.do) {
      case 'turn-page':
        return { ...step, page: deed.page, content: null };
      case 'choose-year':
        return { ...step, year: deed.year, page: 0, content: null };
      case 'retry':
        return { ...step, content: null };
      default:
        return null;
    }
  },
});

async function entered(step: SpaceStepAt<'space-reimbursements'>, services: Services): Promise<SpaceStep> {
  if (step.content !== null) return step;
  const { page, year, space } = step;
  const content = await load(services, space, 'reimbursements', { page, year });
  return content === 'mandate-ended' ? ownAgain(space) : { ...step, content };
}
