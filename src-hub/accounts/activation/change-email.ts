import type { AccountStatus, ChangeEmailBody } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { ActivationDeps } from './activate.ts';
import { readActivation } from './activation-row.ts';
import { postConfirmation, voidConfirmations } from '../confirmation/confirmations.ts';
import { claimEmail, countTaken, isExhausted } from './email-claim.ts';
import { lockActivation } from './lock-activation.ts';
import { isSendAllowed } from '../confirmation/resend-wait.ts';
import { ENDED, statusAfterMail, statusOf } from './activation-status.ts';

/**
 * Gives the account of an attempt another address before it is confirmed: links and codes so far are void, a mail goes
 * to the new one. To the address that it has already nothing is sent, so a repeated request does nothing.
 */
export function changeEmail(
  deps: ActivationDeps,
  kiosk: string,
  request: ChangeEmailBody,
): Promise<AccountStatus> {
  const asked = { attempt: request.attempt.toLowerCase(), email: request.email, kiosk };
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      await lockActivation(connection, asked.attempt, [asked.email]);
      return changeLocked(connection, deps, asked);
    }),
  );
}

async function changeLocked(
  connection: HubConnection,
  deps: ActivationDeps,
  asked: ChangeEmailBody & { readonly kiosk: string },
): Promise<AccountStatus> {
  const { attempt, email } = asked;
  const now = deps.now();
  const row = await readActivation(connection.query, asked, now, email);
  const account = row?.account;
  if (!account) return ENDED;
  if (account.confirmed || account.email === email) return statusOf(account, now);
  if (isExhausted(row) || !isSendAllowed(account.sends, now.getTime())) return ENDED;
  const claim = { ...row, email, account: account.id };
  if (!row.is_way_clear && (await claimEmail(connection, claim, now)) === 'taken') {
    await countTaken(connection, attempt);
    return { result: 'email-taken' };
  }
  const changed = await connection.query(
    'UPDATE account SET email = $2 WHERE id = $1 AND confirmed_at IS NULL RETURNING id',
    [account.id, email],
  );
  if (changed.length !== 1) return ENDED;
  await voidConfirmations(connection, account.id, now);
  await postConfirmation(connection, deps, { ...account, email });
  return statusAfterMail(account, now);
}
