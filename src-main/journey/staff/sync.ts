import type { StepHandler } from '../steps/step-handler.ts';
import { SECOND } from '../../../src-shared/time/units.ts';
import { adviserView } from './adviser-view.ts';

/** What waits at this kiosk and why, its last contact, its clock and its version. */
export const staffSync = {
  screen: ({ adviser }, { services }) => {
    if (services.staff === null) throw new Error('staff mode without staff');
    return { id: 'staff-sync', adviser: adviserView(adviser), ...services.staff.sync() };
  },
  on: {},
  back: ({ adviser }) => ({ at: 'staff-home', adviser }),
  changesAt: (_step, { services: { clock } }) => clock.now() + 5 * SECOND,
} satisfies StepHandler<'staff-sync'>;
