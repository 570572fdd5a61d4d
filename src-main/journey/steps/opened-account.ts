import type { OpenAccountAnswer } from '../../../src-shared/hub-api/accounts.ts';
import { subjectOf, type Holder } from '../../../src-shared/values/holder.ts';
import { memberKey } from './member-key.ts';
import type { StepAt } from './step.ts';
import type { JourneyContext } from './step-handler.ts';

/** Where the answer about a provisional password leads. */
export function stepAfterOpening(
  { holder, attempt, answer }: { holder: Holder; attempt: string; answer: OpenAccountAnswer },
  { services: { audit, clock, vault } }: JourneyContext,
): StepAt<'activate' | 'activate-identity'> {
  const key = memberKey(vault, subjectOf(holder));
  const again = { at: 'activate', situation: holder.situation, unanswered: null } as const;
  if (answer.result === 'accepted') {
    audit.record('provisional-password-right', key);
    const proven = { holder, personal: answer.personal };
    const { emailOnFile = null } = answer;
    return { at: 'activate-identity', attempt, proven, emailOnFile, unanswered: null, problem: null };
  }
  audit.record('provisional-password-wrong', key, answer.result);
  switch (answer.result) {
    case 'wrong':
      return { ...again, problem: { kind: 'wrong', triesLeft: answer.triesLeft } };
    case 'locked':
      return { ...again, problem: { kind: 'locked', until: clock.toWall(clock.now() + answer.waitMs) } };
    case 'expired':
    case 'used':
      return { ...again, problem: { kind: answer.result } };
  }
}
