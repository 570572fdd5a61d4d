import { keyedHashes, oneOfHashes } from '../../basics/hashes.ts';
import type { HubSecret } from '../../basics/hub-secret.ts';
import type { RecoveryPasswordAnswer, RecoveryPasswordBody } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { accountKey } from '../../basics/account-key.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { readMailContacts } from '../../people/mail-contacts.ts';
import { endWhatStood } from '../../sessions/end-what-stood.ts';
import { type AccountOwner, findOwner } from './account-owner.ts';
import { PROVEN_RECOVERY_LIFE } from '../../../src-shared/policy/codes.ts';
import type { CodeDeps } from '../../codes/send-code.ts';
import { codeLock, findCode, type SentCode } from '../../codes/sent-codes.ts';

const ENDED: RecoveryPasswordAnswer = { result: 'ended' };

/**
 * Sets the password of the account whose code was proven. The call may be repeated, also with another hash: a visitor
 * whose answer was lost types a password again. It is told once. A password that was set elsewhere since then stays: the
 * code is good for its own alone.
 */
export async function setRecoveredPassword(
  deps: CodeDeps,
  kiosk: string,
  request: RecoveryPasswordBody,
): Promise<RecoveryPasswordAnswer> {
  const { database, settings, now } = deps;
  const attempt = request.attempt.toLowerCase();
  return againOnConflict(() =>
    database.transaction(async (connection) => {
      const named = await findCode(connection, attempt);
      // Checked before the account is read: without a proven code, timing must not reveal whether an account exists.
      if (named?.kiosk !== kiosk || named.account === null || !isProven(named, now())) return ENDED;
      const before = await findOwner(connection, named.account);
      if (!before) return ENDED;
      // The holder is locked first, in the order that kiosk events and confirmations use: no change comes between read
      // and write.
      await lockPeople(connection, [before.subject]);
      await lockPeople(connection, [codeLock(named.counted)]);
      const recovery = await findCode(connection, attempt);
      const owner = await findOwner(connection, named.account);
      const at = now();
      if (!owner || !recovery || !isProven(recovery, at)) return ENDED;
      if (recovery.spent_at !== null && !(await isOwn(connection, owner, recovery.spent_at))) return ENDED;
      await storePassword(connection, owner, { attempt, phc: request.phc, at });
      await clearFailuresOf(connection, settings.HUB_SECRET, owner);
      await endWhatStood(connection, [owner.subject], at);
      if (recovery.spent_at === null) {
        const { subject } = owner;
        const mail = { kind: 'password-set', at: at.getTime() } as const;
        const codeWentTo = (await readMailContacts(connection, [subject])).get(subject)?.email ?? owner.email;
        await tellPeople(connection, deps, [{ subject, mail, used: [codeWentTo] }]);
      }
      return { result: 'accepted' };
    }),
  );
}

function isProven({ purpose, proven_at, account }: SentCode, at: Date): boolean {
  if (purpose !== 'account-password' || account === null) return false;
  return proven_at !== null && at.getTime() < proven_at.getTime() + PROVEN_RECOVERY_LIFE;
}

/** Whether the password in effect is the one that a recovery set. @param spentAt when it did */
async function isOwn(
  { query }: HubConnection,
  { account, number }: AccountOwner,
  spentAt: Date,
): Promise<boolean> {
  const rows = await query(
    `SELECT FROM credential WHERE number = $1 AND event IS NULL AND decided_at = $3::timestamptz
     UNION ALL
     SELECT FROM account WHERE id = $2 AND insured IS NOT NULL AND phc IS NOT NULL AND NOT EXISTS
       (SELECT FROM sent_code later WHERE later.account = account.id AND later.spent_at > $3::timestamptz)`,
    [number, account, spentAt.toISOString()],
  );
  return rows.length > 0;
}

/** A password that was decided later, at a kiosk or by an activation, stays. */
async function storePassword(
  connection: HubConnection,
  owner: AccountOwner,
  { attempt, phc, at }: { attempt: string; phc: string; at: Date },
): Promise<void> {
  await connection.query(
    `WITH of_member AS (
       INSERT INTO credential (number, phc, decided_at)
         SELECT number, $2, $3::timestamptz FROM account WHERE id = $4 AND number IS NOT NULL
       ON CONFLICT (number) DO UPDATE SET phc = excluded.phc, decided_at = excluded.decided_at, event = NULL, held_until = NULL,
         version = credential.version + 1
         WHERE credential.decided_at <= excluded.decided_at AND credential.phc <> excluded.phc
       RETURNING 1
     ), spent AS (
       UPDATE sent_code SET spent_at = $3::timestamptz
       WHERE attempt = $1 AND (spent_at IS NULL OR EXISTS (SELECT FROM of_member))
     )
     UPDATE account SET phc = $2 WHERE id = $4 AND insured IS NOT NULL`,
    [attempt, phc, at.toISOString(), owner.account],
  );
}

/** A proven code shows who the person is: earlier wrong passwords no longer delay them. */
async function clearFailuresOf(
  connection: HubConnection,
  secret: HubSecret,
  owner: AccountOwner,
): Promise<void> {
  await connection.query(`DELETE FROM login_failure WHERE ${oneOfHashes('account', '$1')}`, [
    keyedHashes(secret, (one) => accountKey(one, owner.subject)),
  ]);
}
