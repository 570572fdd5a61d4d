import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { readResendWait, type PendingAccount, postConfirmation } from './confirmations.ts';

/** Result of asking for another mail. `settled`: the account is confirmed or deleted. */
export type ResendOutcome = 'posted' | 'too-early' | 'settled';

/**
 * Posts a new confirmation mail to the address of a pending account, if the limits allow it. It needs no attempt at a
 * kiosk: the page of an expired link and a login before the confirmation use it too.
 */
export function resendConfirmation(
  deps: Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>,
  account: string,
): Promise<ResendOutcome> {
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      const [pending] = await connection.query<PendingAccount>(
        'SELECT id, email, language FROM account WHERE id = $1 AND confirmed_at IS NULL FOR UPDATE',
        [account],
      );
      if (!pending) return 'settled';
      if ((await readResendWait(connection, account, deps.now())) !== 0) return 'too-early';
      await postConfirmation(connection, deps, pending);
      return 'posted';
    }),
  );
}
