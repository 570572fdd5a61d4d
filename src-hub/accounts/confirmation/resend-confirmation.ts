import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { mayResend, type PendingAccount, postConfirmation } from './confirmations.ts';

/** What became of the request for one more mail. `settled`: the account is confirmed, or gone. */
export type Resent = 'posted' | 'too-early' | 'settled';

/**
 * Posts a new mail of confirmation to the address of a pending account, if the limits allow one. No attempt at a kiosk
 * is needed: for the page of an expired link, and for a login before the confirmation.
 */
export function resendConfirmation(
  deps: Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>,
  account: string,
): Promise<Resent> {
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      const [pending] = await connection.query<PendingAccount>(
        'SELECT id, email, language FROM account WHERE id = $1 AND confirmed_at IS NULL FOR UPDATE',
        [account],
      );
      if (!pending) return 'settled';
      if ((await mayResend(connection, account, deps.now())) !== 0) return 'too-early';
      await postConfirmation(connection, deps, pending);
      return 'posted';
    }),
  );
}
