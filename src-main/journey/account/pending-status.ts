import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import type { Clock } from '../../clock/clock.ts';
import { memberKey } from '../steps/member-key.ts';
import type { Services } from '../steps/services.ts';
import type { PendingStatus, StepAt } from '../steps/step.ts';

/** State of an account that waits for its confirmation, told by head office just now. */
export function pendingStatusNow(
  status: Extract<AccountStatus, { result: 'pending' }>,
  clock: Pick<Clock, 'now'>,
): PendingStatus {
  return { ...status, toldAt: clock.now() };
}

/**
 * The account is confirmed: failures of its holder are cleared, and an earlier password set here is removed.
 * @param key blind index of the holder
 */
export function confirmedStep(
  identifier: string,
  key: string,
  { journal, audit, failures, credentials, vault }: Services,
): StepAt<'account-active'> {
  journal.transaction(() => {
    audit.record('account-confirmed', key);
    failures.clear(key);
    failures.clear(memberKey(vault, identifier));
    credentials.removeOutdated(key);
  })();
  return { at: 'account-active', identifier };
}

/**
 * Head office no longer accepts this activation: back to its beginning.
 * @param kind state of the provisional password; `used`: it has been used up
 * @param situation whose number is asked for first
 */
export function endedStep(kind: 'expired' | 'used', situation: Situation = 'member'): StepAt<'activate'> {
  return { at: 'activate', situation, unanswered: null, problem: { kind } };
}
