import type { AccountStatus, ActivateBody } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { type ActivatedAccount, type ActivationRow, readActivation } from './activation-row.ts';
import { createPendingAccount, updatePendingAccount, type ActivationWithEmail } from './activation-write.ts';
import { postConfirmation } from '../confirmation/confirmations.ts';
import { claimEmail, countTakenEmail, hasNoEmailTriesLeft } from './email-claim.ts';
import { lockActivation } from './lock-activation.ts';
import { isSendAllowed } from '../confirmation/resend-wait.ts';
import { ENDED, statusAfterMail, accountStatusOf } from './activation-status.ts';

export type ActivationDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>;

/**
 * Activates an account in one transaction: spends the provisional password, makes the pending account, and posts the
 * confirmation mail. A repeated submission has no effect. A new submission of the same attempt replaces the one before,
 * until the account is confirmed.
 */
export function activate(deps: ActivationDeps, kiosk: string, request: ActivateBody): Promise<AccountStatus> {
  const asked: Asked = {
    ...request,
    attempt: request.attempt.toLowerCase(),
    submission: request.submission.toLowerCase(),
    kiosk,
  };
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      await lockActivation(connection, asked.attempt, asked.email === null ? [] : [asked.email]);
      return activateLocked(connection, deps, asked);
    }),
  );
}

type Asked = ActivateBody & { readonly kiosk: string };

async function activateLocked(
  connection: HubConnection,
  deps: ActivationDeps,
  asked: Asked,
): Promise<AccountStatus> {
  const now = deps.now();
  const row = await readActivation(connection.query, asked, now, asked.email);
  if (!row || !mayActivate(row, now)) return ENDED;
  const email = asked.email ?? row.offered_email;
  // No kiosk asks for an address that was not offered.
  if (email === null) return ENDED;
  const { account } = row;
  if (account && (account.confirmed || row.submission === asked.submission))
    return accountStatusOf(account, now);
  if (hasNoEmailTriesLeft(row) || !isSendAllowed(account?.sends ?? [], now.getTime())) return ENDED;
  const claim = { ...row, email, account: account?.id ?? null };
  if (!row.is_way_clear && (await claimEmail(connection, claim, now)) === 'taken') {
    await countTakenEmail(connection, asked.attempt);
    return { result: 'email-taken' };
  }
  const id = await write(connection, row, { ...asked, email }, now);
  if (id === null) return ENDED;
  await postConfirmation(connection, deps, { ...asked, email, id });
  return statusAfterMail(account ?? NO_MAILS, now);
}

const NO_MAILS: Pick<ActivatedAccount, 'code_tries' | 'sends'> = { code_tries: 0, sends: [] };

/** The first submission needs a valid letter and comes within half an hour; later ones need the account it made. */
function mayActivate(row: ActivationRow, now: Date): boolean {
  return row.submission === null ? row.is_letter_good && row.open_until > now : row.account !== null;
}

function write(
  connection: HubConnection,
  { letter, account }: ActivationRow,
  asked: ActivationWithEmail,
  now: Date,
): Promise<string | null> {
  return account === null
    ? createPendingAccount(connection, { ...asked, letter }, now)
    : updatePendingAccount(connection, { ...asked, account: account.id }, now);
}
