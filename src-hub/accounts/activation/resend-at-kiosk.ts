import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';
import type { ActivationDeps } from './activate.ts';
import { type AskedAttempt, readActivation } from './activation-row.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { resendConfirmation } from '../confirmation/resend-confirmation.ts';
import { ENDED, readAccountStatus } from './activation-status.ts';

/** Sends the mail of an attempt's account again if the limits allow it, and reads the status of the account afterwards. */
export async function resendAtKiosk(deps: ActivationDeps, asked: AskedAttempt): Promise<AccountStatus> {
  const row = await readActivation(singleStatement(deps.database), asked, deps.now());
  if (!row?.account) return ENDED;
  await resendConfirmation(deps, row.account.id);
  return readAccountStatus(deps, asked);
}
