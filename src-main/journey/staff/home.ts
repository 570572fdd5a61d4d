import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { adviserView } from './adviser-view.ts';
import { assistedVisit } from './assisted-visit.ts';

/** What this kiosk needs, the visit that is parked, and the ways on. */
export const staffHome = {
  screen: ({ adviser }, context) => ({
    id: 'staff-home',
    adviser: adviserView(adviser),
    visit: assistedVisit(context),
    needs: context.services.staff?.needs() ?? { notice: null, waiting: 0, test: false },
  }),
  on: {
    'staff-open': (
      { adviser },
      { page }: ActionOf<'staff-open'>,
      { services }: JourneyContext,
    ): StepAt<'staff-assist' | 'staff-sync' | 'staff-test'> => {
      if (page === 'assist') return { at: 'staff-assist', adviser, outcome: null };
      if (page === 'sync') void services.staff?.askClock();
      return page === 'sync'
        ? { at: 'staff-sync', adviser }
        : { at: 'staff-test', adviser, results: {}, told: null };
    },
  },
} satisfies StepHandler<'staff-home'>;
