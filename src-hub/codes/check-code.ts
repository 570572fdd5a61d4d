import { timingSafeEqual } from 'node:crypto';
import { MOST_CODE_TRIES } from '../../src-shared/policy/codes.ts';
import { randomUuid } from '../basics/random-uuid.ts';
import { againOnConflict } from '../database/again-on-conflict.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';
import { redeemWait } from '../letters/codes/code-tries.ts';
import type { CodeDeps } from './send-code.ts';
import { codeLock, codeMac, findCode, readCodeUse, type CodePurpose, type SentCode } from './sent-codes.ts';

/** A code that was typed. */
export interface ShownCode {
  readonly attempt: string;
  readonly code: string;
  readonly purposes: readonly CodePurpose[];
  readonly kiosk: string;
  /** Visit or session that the code belongs to; null: it is not known, so any of this kiosk. */
  readonly visit: string | null;
  /** How long a right code counts, in milliseconds. */
  readonly proofLife: number;
  /** Whether the person may still be let in, asked when the code is right. */
  readonly isOpen?: (connection: HubConnection, code: SentCode) => Promise<boolean>;
}

/** The result of a typed code. */
export type CheckAnswer =
  | { readonly result: 'ok'; readonly code: SentCode; readonly proof: string }
  | { readonly result: 'wrong'; readonly triesLeft: number }
  | { readonly result: 'expired' }
  | { readonly result: 'locked'; readonly waitMs: number };

const EXPIRED: CheckAnswer = { result: 'expired' };

/**
 * Checks a code: the one place where codes are compared. The try is committed before that. The same code, sent again
 * after a lost answer, counts once. After five wrong codes in 24 hours, over all codes of the person, a right code is
 * refused too.
 */
export async function checkCode(deps: CodeDeps, shown: ShownCode): Promise<CheckAnswer> {
  const locked = <Result>(
    work: (connection: HubConnection, code: SentCode, mac: Buffer, at: Date) => Promise<Result>,
  ): Promise<Result | CheckAnswer> =>
    againOnConflict(() =>
      deps.database.transaction(async (connection) => {
        const named = await findCode(connection, shown.attempt);
        if (named === undefined || !isOf(named, shown)) return EXPIRED;
        await lockPeople(connection, [codeLock(named.counted)]);
        const stored = await findCode(connection, shown.attempt);
        if (stored === undefined) return EXPIRED;
        const mac = codeMac(deps.settings.HUB_SECRET.of(stored.code_mac), stored.attempt, shown.code);
        return work(connection, stored, mac, deps.now());
      }),
    );
  const refused = await locked(countTry);
  return (
    refused ??
    (await locked((connection, code, mac, at) => tryCode(connection, deps, { code, mac, shown, at })))
  );
}

function isOf(code: SentCode, { purposes, kiosk, visit }: ShownCode): boolean {
  return code.kiosk === kiosk && purposes.includes(code.purpose) && (visit === null || code.visit === visit);
}

/** @returns null when the try is counted, now or by an earlier call */
async function countTry(
  connection: HubConnection,
  code: SentCode,
  mac: Buffer,
  at: Date,
): Promise<CheckAnswer | null> {
  if (code.proven_at !== null) return null;
  const { wrong } = await readCodeUse(connection, code.counted, code.purpose, at);
  const waitMs = redeemWait(wrong, at.getTime());
  if (waitMs > 0 && !(await wasShown(connection, code.attempt, mac))) return { result: 'locked', waitMs };
  if (code.voided_at !== null || code.expires_at <= at) return EXPIRED;
  await connection.query(
    'INSERT INTO sent_code_try (attempt, mac, at) VALUES ($1, $2, $3::timestamptz) ON CONFLICT DO NOTHING',
    [code.attempt, mac, at.toISOString()],
  );
  return null;
}

async function wasShown(connection: HubConnection, attempt: string, mac: Buffer): Promise<boolean> {
  const sql = 'SELECT 1 FROM sent_code_try WHERE attempt = $1 AND mac = $2';
  return (await connection.query(sql, [attempt, mac])).length > 0;
}

interface Try {
  readonly code: SentCode;
  readonly mac: Buffer;
  readonly shown: ShownCode;
  readonly at: Date;
}

async function tryCode(
  connection: HubConnection,
  { randomBytes }: CodeDeps,
  { code, mac, shown, at }: Try,
): Promise<CheckAnswer> {
  const isRight = timingSafeEqual(code.code_mac, mac) && code.message !== null;
  const isOpen = isRight && (shown.isOpen === undefined || (await shown.isOpen(connection, code)));
  if (!isOpen) {
    const { wrong } = await readCodeUse(connection, code.counted, code.purpose, at);
    return { result: 'wrong', triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length) };
  }
  if (code.proven_at !== null)
    return code.spent_at === null &&
      at.getTime() < code.proven_at.getTime() + shown.proofLife &&
      code.proof !== null
      ? { result: 'ok', code, proof: code.proof }
      : EXPIRED;
  const proven = await connection.query<{ proof: string }>(
    `WITH taken_back AS (DELETE FROM sent_code_try WHERE attempt = $1 AND mac = $3)
     UPDATE sent_code SET proven_at = $2::timestamptz, proof = $4::uuid
     WHERE attempt = $1 AND proven_at IS NULL AND voided_at IS NULL AND expires_at > $2::timestamptz
     RETURNING proof`,
    [code.attempt, at.toISOString(), mac, randomUuid(randomBytes(16))],
  );
  return proven[0] === undefined
    ? EXPIRED
    : { result: 'ok', code: { ...code, proven_at: at }, proof: proven[0].proof };
}
