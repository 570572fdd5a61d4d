import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { CLAIM_LIFE } from '../../../src-shared/policy/accounts.ts';
import { TAKEN } from './taken-address.ts';
import { readResendWait, type PendingAccount, postConfirmation } from './confirmations.ts';

/**
 * Result of asking for another mail. `settled`: the account is confirmed or deleted, or waits no longer. `taken`: another
 * person has confirmed its address.
 */
export type ResendOutcome = 'posted' | 'too-early' | 'settled' | 'taken';

/**
 * Posts a new confirmation mail to the address of a pending account, if the limits allow it and its term is not over: no
 * mail prolongs the term. It needs no attempt at a
 * kiosk: the page of an expired link and a login before the confirmation use it too.
 */
export function resendConfirmation(
  deps: Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>,
  account: string,
): Promise<ResendOutcome> {
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      const since = new Date(deps.now().getTime() - CLAIM_LIFE);
      const [pending] = await connection.query<PendingAccount & { readonly taken: boolean }>(
        `SELECT id, email, language, ${TAKEN} AS taken FROM account
         WHERE id = $1 AND confirmed_at IS NULL AND activated_at > $2::timestamptz FOR UPDATE`,
        [account, since.toISOString()],
      );
      if (!pending) return 'settled';
      if (pending.taken) return 'taken';
      if ((await readResendWait(connection, account, deps.now())) !== 0) return 'too-early';
      await postConfirmation(connection, deps, pending);
      return 'posted';
    }),
  );
}
