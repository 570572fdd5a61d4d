import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';
import type { Clock } from '../../clock/clock.ts';
import { memberKey } from '../steps/member-key.ts';
import type { Services } from '../steps/services.ts';
import type { PendingStatus, StepAt } from '../steps/step.ts';

/** What head office has just told of an account that waits for its confirmation. */
export function toldNow(
  status: Extract<AccountStatus, { result: 'pending' }>,
  clock: Pick<Clock, 'now'>,
): PendingStatus {
  return { ...status, toldAt: clock.now() };
}

/**
 * The account is confirmed: what was counted against its holder is forgiven, and a password that was set here before
 * no longer counts.
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
 * Head office no longer takes this activation: back to its beginning.
 * @param kind what is known of the provisional password: `used` once it has been spent
 */
export function endedStep(kind: 'expired' | 'used'): StepAt<'activate'> {
  return { at: 'activate', unanswered: null, problem: { kind } };
}
