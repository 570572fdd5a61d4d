import type { AccountStanding } from '../../src-shared/sync/accounts.ts';
import type { ActivationParts } from './activate.ts';
import { type AskedAttempt, readActivation } from './activation-row.ts';
import { singleStatement } from '../database/single-statement.ts';
import { resendConfirmation } from './resend-confirmation.ts';
import { ENDED, standing } from './standing.ts';

/** Sends the mail of an attempt's account again if the limits allow it, and says how the account stands then. */
export async function resend(parts: ActivationParts, asked: AskedAttempt): Promise<AccountStanding> {
  const row = await readActivation(singleStatement(parts.database), asked, parts.now());
  if (!row?.account) return ENDED;
  await resendConfirmation(parts, row.account.id);
  return standing(parts, asked);
}
