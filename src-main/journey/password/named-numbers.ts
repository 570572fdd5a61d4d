import { FREE_NUMBERS } from '../../../src-shared/policy/codes.ts';
import type { JourneyContext } from '../steps/step-handler.ts';
import type { StepAt } from '../steps/step.ts';

/** Whether the next number or address needs the anti-robot: many were named in this visit, or at this kiosk. */
export async function needsPerson({ services, visit }: JourneyContext): Promise<boolean> {
  if (visit.isPerson) return false;
  return visit.numbers >= FREE_NUMBERS || (await services.limits.numbersPileUp());
}

/** Ends a visit in which too many numbers or addresses were named. */
export function endVisit({ services }: JourneyContext): StepAt<'attract'> {
  services.audit.record('unknown-numbers-ended-visit');
  return { at: 'attract' };
}
