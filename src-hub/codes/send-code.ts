import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import { CODE_LIFE, MOST_CODE_TRIES } from '../../src-shared/policy/codes.ts';
import { sixDigits } from '../basics/six-digits.ts';
import { againOnConflict } from '../database/again-on-conflict.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { redeemWait } from '../letters/codes/code-tries.ts';
import { postMails } from '../mail/post-mail.ts';
import { limitLocks, metLimit, type Asker } from './code-limits.ts';
import { resendIn, sendWait } from './send-rules.ts';
import {
  codeLock,
  codeMac,
  codeTarget,
  findCode,
  readCodeUse,
  type CodePurpose,
  type CodeUse,
} from './sent-codes.ts';

export type CodeDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>;

/** A code that is asked for. */
export interface CodeRequest {
  readonly attempt: string;
  readonly purpose: CodePurpose;
  /** See `SentCode`. */
  readonly counted: string;
  /** Under what codes were counted by another key of `HUB_SECRET`; none for a subject. */
  readonly countedBefore?: readonly string[];
  readonly visit: string;
  readonly channel: SentChannel;
  readonly target: Buffer | null;
  /** The new address or number that `target` stands for; null with it. */
  readonly to: string | null;
  readonly asker: Asker;
  /**
   * Where the code goes, read within the transaction. `nobody`: the answer is the same, and nothing is sent. Null: this
   * channel cannot be used.
   */
  readonly find: (connection: HubConnection) => Promise<Recipient | 'nobody' | null>;
}

/** Who gets a code. */
export interface Recipient {
  /** Their subject. */
  readonly holder: string;
  /** For `account-password`: the account. */
  readonly account?: string;
  /** Puts the message into the outbox. @returns its id */
  readonly post: (code: string, expiresAt: Date) => Promise<string>;
}

/** The answer to a request. Times are in milliseconds. */
export type SendAnswer =
  | {
      readonly result: 'ok';
      readonly codeFor: number;
      readonly triesLeft: number;
      /** Null: no more today. */
      readonly resendIn: number | null;
      /** Row of the outbox; null: nothing was sent. */
      readonly message: string | null;
    }
  /** `closed`: nobody gets a code on this channel now. */
  | { readonly result: 'paused' | 'closed'; readonly waitMs: number }
  | { readonly result: 'no-channel' }
  /** The attempt was used for something else. */
  | { readonly result: 'not-the-same' };

/**
 * Makes a code and sends it, within the limits of head office: the one way by which codes go out. Earlier codes for the
 * same purpose are void. A repeated attempt, after a lost answer, sends nothing and gets the same answer.
 */
export async function sendCode(deps: CodeDeps, request: CodeRequest): Promise<SendAnswer> {
  return againOnConflict(() =>
    deps.database.transaction((connection) => sendLocked(connection, deps, request)),
  );
}

async function sendLocked(
  connection: HubConnection,
  deps: CodeDeps,
  request: CodeRequest,
): Promise<SendAnswer> {
  const { attempt, purpose, counted, visit, channel, target, asker } = request;
  const { settings, now, randomBytes } = deps;
  const { countedBefore = [], to: toProve } = request;
  const locks = [counted, ...countedBefore].map(codeLock);
  await lockPeople(connection, [...locks, ...limitLocks(asker, channel)]);
  if (countedBefore.length > 0)
    await connection.query('UPDATE sent_code SET counted = $1 WHERE counted = ANY ($2::text[])', [
      counted,
      countedBefore,
    ]);
  const at = now();
  const used = await readCodeUse(connection, counted, purpose, at);
  const before = await findCode(connection, attempt);
  if (before) {
    const isSame =
      before.counted === counted &&
      before.kiosk === asker.client.id &&
      before.visit === visit &&
      before.purpose === purpose &&
      before.channel === channel &&
      (before.target === null
        ? target === null
        : codeTarget(settings.HUB_SECRET.of(before.target), toProve ?? '').equals(before.target));
    return isSame ? answerFor(used, before, at) : { result: 'not-the-same' };
  }
  const to = await request.find(connection);
  if (to === null) return { result: 'no-channel' };
  const sent = { channel, target };
  const waitMs = Math.max(sendWait(used.sends, sent, at.getTime()), redeemWait(used.wrong, at.getTime()));
  if (waitMs > 0) return { result: 'paused', waitMs };
  const met = await metLimit(connection, deps, asker, channel);
  if (met !== null) return met;
  const code = sixDigits(randomBytes);
  const expiresAt = new Date(at.getTime() + CODE_LIFE);
  // Asked for nobody too, so that the time of the answer tells nothing.
  const isHeld = await isSpent(connection, to === 'nobody' ? '' : to.holder, counted, purpose, at);
  const message = to === 'nobody' || isHeld ? null : await to.post(code, expiresAt);
  // For nobody the same statement, without a row: its time would tell who has an account.
  if (message === null) await postMails(connection, deps, []);
  await connection.query(
    `WITH voided AS (
       UPDATE sent_code SET voided_at = $11::timestamptz
       WHERE counted = $3 AND purpose = $2 AND proven_at IS NULL AND voided_at IS NULL
     )
     INSERT INTO sent_code (attempt, purpose, counted, holder, kiosk, network, visit, channel, target, code_mac, made_at,
       expires_at, message, account)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12::timestamptz, $13, $14)`,
    [
      ...[attempt, purpose, counted, to === 'nobody' ? null : to.holder, asker.client.id, asker.network],
      ...[visit, channel, target, codeMac(settings.HUB_SECRET, attempt, code)],
      ...[at.toISOString(), expiresAt.toISOString(), message],
      to === 'nobody' ? null : to.account,
    ],
  );
  const sends = [...used.sends, { ...sent, at: at.getTime(), isProven: false }];
  return answerFor({ ...used, sends }, { ...sent, expires_at: expiresAt, voided_at: null, message }, at);
}

/**
 * Whether the person behind a typed address has used up the day by other identifiers. The answer does not tell, since
 * it would tell that the address is theirs.
 */
async function isSpent(
  connection: HubConnection,
  holder: string,
  counted: string,
  purpose: CodePurpose,
  at: Date,
): Promise<boolean> {
  if (holder === counted) return false;
  const { sends, wrong } = await readCodeUse(connection, holder, purpose, at, 'all');
  return (
    resendIn(sends, { channel: 'email', target: null }, at.getTime()) === null ||
    wrong.length >= MOST_CODE_TRIES
  );
}

function answerFor(
  { sends, wrong }: CodeUse,
  code: {
    readonly channel: SentChannel;
    readonly target: Buffer | null;
    readonly expires_at: Date;
    readonly voided_at: Date | null;
    readonly message: string | null;
  },
  now: Date,
): SendAnswer {
  const left = code.voided_at === null ? code.expires_at.getTime() - now.getTime() : 0;
  return {
    result: 'ok',
    codeFor: Math.max(0, left),
    triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length),
    resendIn: resendIn(sends, code, now.getTime()),
    message: code.message,
  };
}
