import type { Standing } from '../advisers/visit-teller.ts';
import type { Holder } from '../../src-shared/values/holder.ts';
import { handlerOf } from './handlers.ts';
import { blockOf } from './steps/block-of.ts';
import type { Services } from './steps/services.ts';
import type { Step } from './steps/step.ts';
import type { Visit } from './steps/visit.ts';

/** Where a visit stands, for the branch page. */
export function standingOf(visit: Visit, services: Services): Standing {
  const { step } = visit;
  const block = blockOf(handlerOf(step).screen(step, { services, visit, parked: null }));
  const { clock } = services;
  const until = block?.until ?? null;
  return {
    visit: visit.id,
    step: step.at,
    block: block?.kind ?? null,
    // The wall clock's moment, as a span of the steady clock.
    blockUntil: until === null ? null : until - clock.toWall(0),
    holder: holderOf(step),
  };
}

function holderOf(step: Step): Holder | null {
  if ('member' in step) return { situation: 'member', number: step.member.number };
  return 'space' in step ? step.space.holder : null;
}
