import type { AssistedVisit } from '../../../src-shared/journey/staff-screens.ts';
import type { JourneyContext } from '../steps/step-handler.ts';

/** What an adviser sees of the visit that is parked; null: there is none. */
export function assistedVisit({ parked, services }: JourneyContext): AssistedVisit | null {
  if (parked === null) return null;
  const { clock } = services;
  const { visit, block, endsAt } = parked;
  return {
    step: visit.step.at,
    block,
    tried: visit.tried.map(({ step, block: kind, times }) => ({ step, block: kind, times })),
    begunAt: clock.toWall(visit.startedAt),
    endsAt: clock.toWall(endsAt),
  };
}
