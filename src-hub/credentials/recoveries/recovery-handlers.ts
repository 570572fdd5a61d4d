import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { isVerifiable } from '../../basics/phc-cost.ts';
import { askerOf } from '../../codes/code-limits.ts';
import { checkRecovery } from './check-recovery.ts';
import { setRecoveredPassword } from './set-recovered-password.ts';
import { startRecovery } from './start-recovery.ts';

/** Handlers of `/v1/recoveries…`: a new password by a code that is mailed to the address of the account. */
export function recoveryHandlers(
  deps: HubDeps,
): HandlersOf<'start-recovery' | 'check-recovery' | 'recover-password'> {
  return {
    'start-recovery': async ({ caller, body, request }) => {
      const answer = await startRecovery(deps, askerOf(caller, request), body);
      deps.metrics.attempt('recovery', answer?.result ?? 'malformed');
      return (
        answer ??
        new Refusal('malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
    'check-recovery': async ({ caller, body }) => {
      const answer = await checkRecovery(deps, caller.id, body);
      deps.metrics.attempt('recovery-code', answer.result);
      return answer;
    },
    'recover-password': async ({ caller, body }) =>
      isVerifiable(body.phc)
        ? setRecoveredPassword(deps, caller.id, body)
        : new Refusal('malformed', 'No hub could check a password at this cost.'),
  };
}
