import type { AccountStatus, ChangeEmailBody } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { ActivationDeps } from './activate.ts';
import { readActivation } from './activation-row.ts';
import { postConfirmation, voidConfirmations } from '../confirmation/confirmations.ts';
import { claimEmail, countTakenEmail, hasNoEmailTriesLeft } from './email-claim.ts';
import { lockActivation } from './lock-activation.ts';
import { isSendAllowed } from '../confirmation/resend-wait.ts';
import { ENDED, statusAfterMail, accountStatusOf } from './activation-status.ts';

/**
 * Changes the address of a pending account: earlier links and codes become void, and a mail goes to the new address.
 * Nothing happens when the account already has this address, so the call can be repeated.
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
  if (account.confirmed || account.email === email) return accountStatusOf(account, now);
  if (hasNoEmailTriesLeft(row) || !isSendAllowed(account.sends, now.getTime())) return ENDED;
  const claim = { ...row, email, account: account.id };
  if (!row.is_way_clear && (await claimEmail(connection, claim, now)) === 'taken') {
    await countTakenEmail(connection, attempt);
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
