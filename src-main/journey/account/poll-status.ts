import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';
import type { HubAnswer } from '../../hub-client/hub-answer.ts';
import type { Services } from '../steps/services.ts';
import type { PendingStatus, StepAt } from '../steps/step.ts';
import { confirmedStep, endedStep, pendingStatusNow } from './pending-status.ts';

/** Largest difference in milliseconds at which two spans count as equal, since answers take time. */
const TOLERANCE = 2000;

type Pending = StepAt<'activated-pending'>;

/**
 * The step after a polled answer.
 * @returns null when nothing has changed: a new view would make a touch on the present one invalid
 */
export function pollStatus(
  step: Pending,
  answer: HubAnswer<AccountStatus>,
  services: Services,
): StepAt<'activated-pending' | 'account-active' | 'activate'> | null {
  if (!answer.ok) {
    const isNews = step.reached && step.status.mail === 'waiting';
    return isNews ? { ...step, reached: false } : null;
  }
  const { value } = answer;
  switch (value.result) {
    case 'pending': {
      const status = pendingStatusNow(value, services.clock);
      const isBack = !step.reached || step.problem?.kind === 'offline';
      if (!isBack && !differ(step.status, status)) return null;
      const problem = step.problem?.kind === 'offline' ? null : step.problem;
      return { ...step, status, reached: true, problem };
    }
    case 'confirmed':
      return confirmedStep(value.identifier, step.key, services);
    case 'ended':
      return endedStep('used');
    case 'email-taken':
      return step.problem?.kind === 'email-taken'
        ? null
        : { ...step, reached: true, problem: { kind: 'email-taken' } };
    case 'wrong':
    case 'expired':
      return null;
  }
}

function differ(before: PendingStatus, now: PendingStatus): boolean {
  if (before.mail !== now.mail || before.triesLeft !== now.triesLeft) return true;
  return (['linkFor', 'codeFor', 'resendIn'] as const).some((span) => {
    const expected = before[span];
    const told = now[span];
    if (expected === null || told === null) return expected !== told;
    return Math.abs(Math.max(0, expected - (now.toldAt - before.toldAt)) - told) > TOLERANCE;
  });
}
