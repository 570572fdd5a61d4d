import type { AccountStanding } from '../../../src-shared/sync/accounts.ts';
import type { HubAnswer } from '../../sync/hub-answer.ts';
import type { Services } from '../services.ts';
import type { PendingStanding, Step, StepAt } from '../step.ts';
import { confirmed, ended, toldNow } from './standing.ts';

/** Spans that differ by no more than this, in milliseconds, are the same: answers take their time. */
const TOLERANCE = 2000;

type Pending = StepAt<'activated-pending'>;

/**
 * What an answer that nobody waited for leads to.
 * @returns null when there is nothing new to show: a view that needs not be would make a touch on the last one void
 */
export function polledStanding(
  step: Pending,
  answer: HubAnswer<AccountStanding>,
  services: Services,
): Step | null {
  if (!answer.ok) {
    const isNews = step.reached && step.standing.mail === 'waiting';
    return isNews ? { ...step, reached: false } : null;
  }
  const { value } = answer;
  switch (value.result) {
    case 'pending': {
      const standing = toldNow(value, services.clock);
      const isBack = !step.reached || step.problem?.kind === 'offline';
      if (!isBack && !differ(step.standing, standing)) return null;
      const problem = step.problem?.kind === 'offline' ? null : step.problem;
      return { ...step, standing, reached: true, problem };
    }
    case 'confirmed':
      return confirmed(value.identifier, step.key, services);
    case 'ended':
      return ended('used');
    case 'email-taken':
    case 'wrong':
    case 'expired':
      return null;
  }
}

function differ(before: PendingStanding, now: PendingStanding): boolean {
  if (before.mail !== now.mail || before.triesLeft !== now.triesLeft) return true;
  return (['linkFor', 'codeFor', 'resendIn'] as const).some((span) => {
    const expected = before[span];
    const told = now[span];
    if (expected === null || told === null) return expected !== told;
    return Math.abs(Math.max(0, expected - (now.toldAt - before.toldAt)) - told) > TOLERANCE;
  });
}
