import type { AccountStatus } from '../../../src-shared/hub-api/accounts.ts';
import { singleStatement } from '../../database/single-statement.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { type ActivatedAccount, type KioskAttempt, readActivation } from './activation-row.ts';
import { resendWait } from '../confirmation/resend-wait.ts';
import { MOST_CODE_TRIES, CODE_LIFE, CONFIRMATION_LINK_LIFE } from '../../../src-shared/policy/codes.ts';

/** Answer when an attempt allows no further step. */
export const ENDED: AccountStatus = { result: 'ended' };

/** Reads the status of an activation for its kiosk. */
export async function readAccountStatus(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  asked: KioskAttempt,
): Promise<AccountStatus> {
  const at = now();
  const row = await readActivation(singleStatement(database), asked, at);
  return row?.account ? accountStatusOf(row.account, at) : ENDED;
}

/** What a kiosk may know of the account of its attempt. */
export function accountStatusOf(account: ActivatedAccount, now: Date): AccountStatus {
  if (account.confirmed) return { result: 'confirmed', identifier: account.email };
  if (account.is_taken) return { result: 'email-taken' };
  const left = (until: Date | null): number => Math.max(0, (until?.getTime() ?? 0) - now.getTime());
  return {
    result: 'pending',
    mail: account.mail === 'expired' ? 'refused' : (account.mail ?? 'sent'),
    linkFor: left(account.expires_at),
    codeFor: left(account.code_expires_at),
    triesLeft: Math.max(0, MOST_CODE_TRIES - account.code_tries),
    resendIn: resendWait(account.sends, now.getTime()),
  };
}

/** The status just after a mail was posted, without reading it again. */
export function statusAfterMail(
  account: Pick<ActivatedAccount, 'code_tries' | 'sends'>,
  now: Date,
): AccountStatus {
  return {
    result: 'pending',
    mail: 'waiting',
    linkFor: CONFIRMATION_LINK_LIFE,
    codeFor: CODE_LIFE,
    triesLeft: MOST_CODE_TRIES - account.code_tries,
    resendIn: resendWait([...account.sends, now.getTime()], now.getTime()),
  };
}
