import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { isVerifiable } from '../../basics/phc-cost.ts';
import { activate } from './activate.ts';
import { readAccountStatus } from './activation-status.ts';
import { changeEmail } from './change-email.ts';
import { confirmByCode } from './confirm-by-code.ts';
import { nirKey } from '../../people/nir-key.ts';
import { openAccount } from './open-account.ts';
import { resendAtKiosk } from './resend-at-kiosk.ts';

/** `/v1/accounts/…`: the activation of an account, from its provisional password to its confirmation. */
export function accountHandlers(
  deps: HubDeps,
): HandlersOf<
  | 'nir-key'
  | 'open-account'
  | 'activate-account'
  | 'account-status'
  | 'resend-confirmation'
  | 'change-account-email'
  | 'confirm-account'
> {
  return {
    // Kiosks hash NIR under it, so that none of these leaves a kiosk.
    'nir-key': ({ reply }) => {
      void reply.header('cache-control', 'no-store');
      return Promise.resolve({ key: nirKey(deps.settings.HUB_SECRET).toString('base64url') });
    },
    'open-account': async ({ caller, body }) => {
      const answer = await openAccount(deps, caller.id, body);
      deps.metrics.attempt('provisional-password', answer?.result ?? 'malformed');
      return (
        answer ??
        new Refusal('malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
    'activate-account': async ({ caller, body }) => {
      const hashes = [body.phc, ...(body.secret === null ? [] : [body.secret.phc])];
      if (!hashes.every(isVerifiable))
        return new Refusal('malformed', 'A hash has a cost that head office does not bear.');
      const answer = await activate(deps, caller.id, body);
      deps.metrics.attempt('activation', answer.result);
      return answer;
    },
    'account-status': ({ caller, body }) =>
      readAccountStatus(deps, { attempt: body.attempt.toLowerCase(), kiosk: caller.id }),
    'resend-confirmation': ({ caller, body }) =>
      resendAtKiosk(deps, { attempt: body.attempt.toLowerCase(), kiosk: caller.id }),
    'change-account-email': ({ caller, body }) => changeEmail(deps, caller.id, body),
    'confirm-account': async ({ caller, body }) => {
      const answer = await confirmByCode(deps, caller.id, body);
      deps.metrics.attempt('confirmation', answer.result);
      return answer;
    },
  };
}
