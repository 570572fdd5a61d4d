import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';

/** Badge and PIN of a person of this branch's staff. */
export const staffLogin = {
  screen: ({ problem }) => ({ id: 'staff-login', problem }),
  on: { 'staff-login': logIn },
} satisfies StepHandler<'staff-login'>;

async function logIn(
  step: StepAt<'staff-login'>,
  { badge, pin }: ActionOf<'staff-login'>,
  { services, parked }: JourneyContext,
): Promise<StepAt<'staff-login' | 'staff-home'> | null> {
  const { staff, clock, audit } = services;
  if (staff === null) return null;
  const verdict = await staff.desk.logIn({ badge, pin, visit: parked?.visit.id ?? null });
  switch (verdict.result) {
    case 'in': {
      const { adviser } = verdict;
      const isTold = adviser.session !== null;
      audit.record('staff-in', null, isTold ? 'online' : 'offline');
      staff.note({ act: 'in', adviser, visit: parked?.visit.id ?? null, reason: null, isTold });
      return { at: 'staff-home', adviser };
    }
    case 'wrong':
      audit.record('staff-refused');
      return { ...step, problem: { kind: 'wrong', triesLeft: verdict.triesLeft } };
    case 'locked':
      return { ...step, problem: { kind: 'locked', until: clock.toWall(verdict.until) } };
    case 'not-ready':
    case 'other-branch':
    case 'offline':
      return { ...step, problem: { kind: verdict.result } };
  }
}
