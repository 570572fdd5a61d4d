import { timingSafeEqual } from 'node:crypto';
import type { SpaceAnswer } from '../../../src-shared/hub-api/space-calls.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { findCode, type StoredCode } from './fresh-code-row.ts';
import { freshCodeMac, lockCodes, readFreshCodeUse } from './fresh-codes.ts';
import { PROOF_LIFE, MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

type Answer = SpaceAnswer<'check-code'>;

interface Shown {
  readonly session: SpaceSession;
  readonly attempt: string;
  readonly mac: Buffer;
}

const EXPIRED: Answer = { result: 'expired' };

/**
 * Checks a code. The try is committed before the code is compared. The same code, sent again after a lost answer,
 * counts once. After five wrong codes in 24 hours, over all codes of the person, a right code is refused too.
 */
export const checkCode: SpaceHandler<'check-code'> = async ({ deps, session }, { attempt, code }) => {
  const { database, settings, now } = deps;
  const locked = <Result>(
    work: (connection: HubConnection, stored: StoredCode, shown: Shown, at: Date) => Promise<Result>,
  ): Promise<Result | Answer> =>
    againOnConflict(() =>
      database.transaction(async (connection) => {
        await lockCodes(connection, session.self);
        const stored = await findCode(connection, attempt.toLowerCase());
        if (stored?.session !== session.id) return EXPIRED;
        const mac = freshCodeMac(settings.HUB_SECRET.of(stored.code_mac), stored.attempt, code);
        return work(connection, stored, { session, attempt: stored.attempt, mac }, now());
      }),
    );
  const refused = await locked(countCodeTry);
  const answer = refused ?? (await locked(tryCode));
  deps.metrics.attempt('space-code', answer.result === 'ok' ? 'accepted' : answer.result);
  return answer;
};

/** @returns null when the try is counted, now or by an earlier call */
async function countCodeTry(
  connection: HubConnection,
  stored: StoredCode,
  { session, attempt, mac }: Shown,
  at: Date,
): Promise<Answer | null> {
  if (stored.proven_at !== null) return null;
  if (stored.voided_at !== null || stored.expires_at <= at) return EXPIRED;
  const { wrong } = await readFreshCodeUse(connection, session.self, at);
  if (wrong.length >= MOST_CODE_TRIES && !(await wasShown(connection, attempt, mac)))
    return { result: 'wrong', triesLeft: 0 };
  await connection.query(
    'INSERT INTO space_code_try (attempt, mac, at) VALUES ($1, $2, $3::timestamptz) ON CONFLICT DO NOTHING',
    [attempt, mac, at.toISOString()],
  );
  return null;
}

async function wasShown(connection: HubConnection, attempt: string, mac: Buffer): Promise<boolean> {
  const sql = 'SELECT 1 FROM space_code_try WHERE attempt = $1 AND mac = $2';
  return (await connection.query(sql, [attempt, mac])).length > 0;
}

async function tryCode(
  connection: HubConnection,
  stored: StoredCode,
  { session, attempt, mac }: Shown,
  at: Date,
): Promise<Answer> {
  if (!timingSafeEqual(stored.code_mac, mac)) {
    const { wrong } = await readFreshCodeUse(connection, session.self, at);
    return { result: 'wrong', triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length) };
  }
  if (stored.proven_at !== null)
    return stored.spent_at === null && at.getTime() < stored.proven_at.getTime() + PROOF_LIFE
      ? { result: 'ok' }
      : EXPIRED;
  const proven = await connection.query(
    `WITH taken_back AS (DELETE FROM space_code_try WHERE attempt = $1 AND mac = $3)
     UPDATE space_code SET proven_at = $2::timestamptz, sealed = NULL
     WHERE attempt = $1 AND proven_at IS NULL AND voided_at IS NULL AND expires_at > $2::timestamptz
     RETURNING attempt`,
    [attempt, at.toISOString(), mac],
  );
  return proven.length === 1 ? { result: 'ok' } : EXPIRED;
}
