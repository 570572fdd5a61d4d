import { pendingOn, loadedView } from '../steps/loaded.ts';
import { barOf } from '../steps/space.ts';
import { spacePage, toHome } from './shared/space-page.ts';
import { withLoaded } from './shared/with-loaded.ts';

/** Reimbursements, newest first, in pages; and the chart of a year. */
export const spaceReimbursements = spacePage('space-reimbursements', {
  screen: ({ at, space, year, content }) => ({
    id: at,
    bar: barOf(space, content),
    year,
    content: loadedView(content),
  }),
  onEnter: async (step, { services }) => {
    const { page, year } = step;
    return step.content === null
      ? withLoaded(step, services, ['reimbursements', { page, year }], (content) => ({ ...step, content }))
      : step;
  },
  pending: (step) => pendingOn(step.content, (content) => ({ ...step, content })),
  on: {
    'turn-page': (step, { page }) => ({ ...step, page, content: null }),
    'choose-year': (step, { year }) => ({ ...step, year, page: 0, content: null }),
    retry: (step) => ({ ...step, content: null }),
  },
  back: toHome,
});
