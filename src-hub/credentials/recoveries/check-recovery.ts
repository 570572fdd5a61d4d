import { personalForms } from '../../../src-shared/policy/personal-forms.ts';
import { timingSafeEqual } from 'node:crypto';
import type { CodeBody, RecoveryCheckAnswer } from '../../../src-shared/hub-api/accounts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { redeemWait } from '../../letters/codes/code-tries.ts';
import { type AccountOwner, findOwner } from './account-owner.ts';
import { PROVEN_RECOVERY_LIFE, MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import { recoveryMac } from './recovery-secrets.ts';
import type { RecoveryDeps } from './start-recovery.ts';
import { findRecovery, lockRecoveryAddress, type Recovery, readRecoveryUse } from './stored-recoveries.ts';

/**
 * Checks the code of a recovery mail. The try is committed before the code is compared. The same code, sent again after
 * a lost answer, counts once.
 */
export async function checkRecovery(
  deps: RecoveryDeps,
  kiosk: string,
  request: CodeBody,
): Promise<RecoveryCheckAnswer> {
  const { database, settings, now } = deps;
  const attempt = request.attempt.toLowerCase();
  const locked = <Result>(
    work: (connection: HubConnection, recovery: Recovery, shown: Shown, at: Date) => Promise<Result>,
  ): Promise<Result | RecoveryCheckAnswer> =>
    database.transaction(async (connection) => {
      const named = await findRecovery(connection, attempt);
      if (named?.kiosk !== kiosk) return { result: 'expired' };
      await lockRecoveryAddress(connection, [named.identifier.toString('hex')]);
      const recovery = await findRecovery(connection, attempt);
      if (!recovery) return { result: 'expired' };
      const mac = recoveryMac(settings.HUB_SECRET.of(recovery.code_mac), attempt, request.code);
      return work(connection, recovery, { attempt, mac }, now());
    });
  const refused = await locked(countRecoveryTry);
  return refused ?? (await locked(answerRecovery));
}

interface Shown {
  readonly attempt: string;
  readonly mac: Buffer;
}

/** @returns null when the try is counted, now or by an earlier call */
async function countRecoveryTry(
  connection: HubConnection,
  recovery: Recovery,
  { attempt, mac }: Shown,
  at: Date,
): Promise<RecoveryCheckAnswer | null> {
  if (recovery.proven_at !== null) return null;
  const { wrong } = await readRecoveryUse(connection, recovery.identifier, at);
  const waitMs = redeemWait(wrong, at.getTime());
  if (waitMs > 0 && !(await wasShown(connection, { attempt, mac }))) return { result: 'locked', waitMs };
  if (recovery.expires_at <= at) return { result: 'expired' };
  await connection.query(
    `INSERT INTO recovery_try (attempt, mac, at) VALUES ($1, $2, $3::timestamptz) ON CONFLICT DO NOTHING`,
    [attempt, mac, at.toISOString()],
  );
  return null;
}

async function wasShown(connection: HubConnection, { attempt, mac }: Shown): Promise<boolean> {
  const rows = await connection.query('SELECT 1 FROM recovery_try WHERE attempt = $1 AND mac = $2', [
    attempt,
    mac,
  ]);
  return rows.length > 0;
}

async function answerRecovery(
  connection: HubConnection,
  recovery: Recovery,
  { attempt, mac }: Shown,
  at: Date,
): Promise<RecoveryCheckAnswer> {
  const right = timingSafeEqual(recovery.code_mac, mac);
  const owner =
    right && recovery.account !== null ? await findOwner(connection, recovery.account) : undefined;
  if (!owner) {
    const { wrong } = await readRecoveryUse(connection, recovery.identifier, at);
    return { result: 'wrong', triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length) };
  }
  if (recovery.proven_at !== null)
    return recovery.spent_at === null && at.getTime() < recovery.proven_at.getTime() + PROVEN_RECOVERY_LIFE
      ? { result: 'accepted', personal: formsOf(owner) }
      : { result: 'expired' };
  const proven = await connection.query(
    `WITH taken_back AS (DELETE FROM recovery_try WHERE attempt = $1 AND mac = $3)
     UPDATE recovery SET proven_at = $2::timestamptz
     WHERE attempt = $1 AND proven_at IS NULL AND expires_at > $2::timestamptz RETURNING attempt`,
    [attempt, at.toISOString(), mac],
  );
  return proven.length === 1 ? { result: 'accepted', personal: formsOf(owner) } : { result: 'expired' };
}

function formsOf(owner: AccountOwner): string[] {
  return personalForms({
    number: owner.number,
    familyName: owner.family_name,
    birthName: owner.birth_name,
    givenName: owner.given_name,
    birthDate: owner.birth_date,
  });
}
