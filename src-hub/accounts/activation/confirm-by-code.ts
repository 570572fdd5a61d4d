import { timingSafeEqual } from 'node:crypto';
import type { AccountStatus, CodeBody } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { ActivationDeps } from './activate.ts';
import { type KioskAttempt, readActivation } from './activation-row.ts';
import { confirmAccount } from '../confirmation/confirm-account.ts';
import { confirmationCodeMac } from '../confirmation/confirmation-secrets.ts';
import { lockActivation } from './lock-activation.ts';
import { ENDED, accountStatusOf } from './activation-status.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';

/**
 * Confirms the account of an attempt by the code of its mail. The try is committed before the code is compared. An
 * expired code costs no try. After five wrong codes only the link is left.
 */
export async function confirmByCode(
  deps: ActivationDeps,
  kiosk: string,
  request: CodeBody,
): Promise<AccountStatus> {
  const asked = { attempt: request.attempt.toLowerCase(), kiosk, code: request.code };
  const query = singleStatement(deps.database);
  const now = deps.now();
  const account = (await readActivation(query, asked, now))?.account;
  if (!account) return ENDED;
  if (account.confirmed || account.is_taken) return accountStatusOf(account, now);
  if (account.code_tries >= MOST_CODE_TRIES) return { result: 'wrong', triesLeft: 0 };
  if (account.code_expires_at === null || account.code_expires_at <= now) return { result: 'expired' };
  const [counted] = await query<{ code_tries: number }>(
    `UPDATE account SET code_tries = code_tries + 1
     WHERE id = $1 AND confirmed_at IS NULL AND code_tries < ${MOST_CODE_TRIES} RETURNING code_tries`,
    [account.id],
  );
  // The update found no row: the account was confirmed, replaced or used up since it was read.
  if (!counted) return statusWithoutConfirming(deps, asked);
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      await lockActivation(connection, asked.attempt, []);
      return tryCode(connection, deps, asked, counted.code_tries);
    }),
  );
}

type Asked = KioskAttempt & { readonly code: string };

async function tryCode(
  connection: HubConnection,
  deps: ActivationDeps,
  asked: Asked,
  tries: number,
): Promise<AccountStatus> {
  const now = deps.now();
  const account = (await readActivation(connection.query, asked, now))?.account;
  if (!account) return ENDED;
  if (account.confirmed || account.is_taken) return accountStatusOf(account, now);
  const { HUB_SECRET: secret } = deps.settings;
  const codes = await connection.query<{ id: string; code_mac: Uint8Array }>(
    `SELECT confirmation.id, code_mac FROM confirmation JOIN account ON account.id = confirmation.account
     WHERE account.id = $1 AND code_expires_at > $2::timestamptz AND voided_at IS NULL FOR UPDATE OF account`,
    [account.id, now.toISOString()],
  );
  const shown = codes.find(({ code_mac }) =>
    timingSafeEqual(code_mac, confirmationCodeMac(secret.of(code_mac), account.id, asked.code)),
  );
  if (!shown) return { result: 'wrong', triesLeft: MOST_CODE_TRIES - tries };
  await confirmAccount(connection, deps, { ...account, account: account.id, confirmation: shown.id });
  return { result: 'confirmed', identifier: account.email };
}

async function statusWithoutConfirming(deps: ActivationDeps, asked: KioskAttempt): Promise<AccountStatus> {
  const now = deps.now();
  const account = (await readActivation(singleStatement(deps.database), asked, now))?.account;
  if (!account) return ENDED;
  return account.confirmed ? accountStatusOf(account, now) : { result: 'wrong', triesLeft: 0 };
}
