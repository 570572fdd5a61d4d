import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { isVerifiable } from '../../basics/phc-cost.ts';
import { activate, type ActivationDeps } from './activate.ts';
import { changeEmail } from './change-email.ts';
import { confirmByCode } from './confirm-by-code.ts';
import { noteNirKey } from '../../people/insured/nir-index.ts';
import { nirKey } from '../../people/nir-key.ts';
import { openAccount } from './open-account.ts';
import { ENDED, readAccountStatus } from './activation-status.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { resendConfirmation } from '../confirmation/resend-confirmation.ts';
import { type KioskAttempt, readActivation } from './activation-row.ts';
import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';

/** Handlers of `/v1/accounts/…`: activation of an account, from the provisional password to the confirmation. */
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
    // Kiosks hash NIRs with this key, so that no NIR leaves a kiosk.
    'nir-key': async ({ caller, reply }) => {
      void reply.header('cache-control', 'no-store');
      const view = deps.settings.HUB_SECRET.forNir;
      await noteNirKey(singleStatement(deps.database), caller.id, view.key.id);
      return { key: nirKey(view).toString('base64url') };
    },
    'open-account': async ({ caller, body }) => {
      const answer = await openAccount(deps, caller, body);
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

/** Sends the confirmation mail of an attempt again if the limits allow it, then reads the status. */
async function resendAtKiosk(deps: ActivationDeps, asked: KioskAttempt): Promise<AccountStatus> {
  const row = await readActivation(singleStatement(deps.database), asked, deps.now());
  if (!row?.account) return ENDED;
  await resendConfirmation(deps, row.account.id);
  return readAccountStatus(deps, asked);
}
