import {
  redeemAnswerSchema,
  type RedeemAnswer,
  type RedeemBody,
} from '../../../src-shared/hub-api/letters.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { spendCode } from './spend-code.ts';
import { countedTries, redeemWait } from './code-tries.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';

/** What redeeming needs. */
export type RedeemDeps = Pick<HubDeps, 'database' | 'settings' | 'now'>;

/** Stands in the table for a try that was counted and not yet answered. */
const PENDING = 'null';

/**
 * Checks the code of a letter and spends it. The try is committed before the code is looked at; the same attempt,
 * sent again or twice at once, counts once and has one answer.
 * @returns null when the attempt was made before by another kiosk or for another number
 */
export async function redeem(
  deps: RedeemDeps,
  kiosk: string,
  request: RedeemBody,
): Promise<RedeemAnswer | null> {
  const { database, settings, now } = deps;
  const asked: Asked = { ...request, attempt: request.attempt.toLowerCase(), kiosk };
  const locked = <Result>(work: (connection: HubConnection) => Promise<Result>): Promise<Result> =>
    againOnConflict(() =>
      database.transaction(async (connection) => {
        await lockPeople(connection, [asked.number]);
        return work(connection);
      }),
    );
  const counted = await locked((connection) => count(connection, asked, now()));
  if (counted.state === 'not-the-same') return null;
  if (counted.state === 'answered') return counted.answer;
  return locked((connection) => answer(connection, settings.HUB_SECRET, asked, now()));
}

type Asked = RedeemBody & { readonly kiosk: string };

type Counted =
  | { readonly state: 'counted' | 'not-the-same' }
  | { readonly state: 'answered'; readonly answer: RedeemAnswer };

async function count(connection: HubConnection, asked: Asked, now: Date): Promise<Counted> {
  const before = await earlierTry(connection, asked.attempt);
  if (before) {
    if (before.number !== asked.number || before.kiosk !== asked.kiosk) return { state: 'not-the-same' };
    return before.answer === PENDING
      ? { state: 'counted' }
      : { state: 'answered', answer: readAnswer(before.answer) };
  }
  const waitMs = redeemWait(await countedTries(connection, asked.number, now.getTime()), now.getTime());
  // Not recorded: nothing was looked at, and the same attempt may be made once the wait is over.
  if (waitMs > 0) return { state: 'answered', answer: { result: 'locked', waitMs } };
  await connection.query(
    `INSERT INTO letter_try (attempt, number, kiosk, at, answer, counted) VALUES ($1, $2, $3, $4::timestamptz, $5, true)`,
    [asked.attempt, asked.number, asked.kiosk, now.toISOString(), PENDING],
  );
  return { state: 'counted' };
}

async function answer(
  connection: HubConnection,
  secret: string,
  asked: Asked,
  now: Date,
): Promise<RedeemAnswer> {
  const before = await earlierTry(connection, asked.attempt);
  if (before && before.answer !== PENDING) return readAnswer(before.answer);
  const result = await spendCode(connection, secret, asked, now);
  const tries = await countedTries(connection, asked.number, now.getTime());
  const given: RedeemAnswer =
    result === 'wrong' ? { result, triesLeft: Math.max(0, MOST_CODE_TRIES - tries.length) } : { result };
  await connection.query('UPDATE letter_try SET answer = $2, counted = $3 WHERE attempt = $1', [
    asked.attempt,
    JSON.stringify(given),
    result === 'wrong',
  ]);
  return given;
}

interface EarlierTry {
  readonly number: string;
  readonly kiosk: string;
  readonly answer: string;
}

async function earlierTry(connection: HubConnection, attempt: string): Promise<EarlierTry | undefined> {
  const [row] = await connection.query<EarlierTry>(
    'SELECT number, kiosk, answer FROM letter_try WHERE attempt = $1',
    [attempt],
  );
  return row;
}

function readAnswer(text: string): RedeemAnswer {
  return redeemAnswerSchema.parse(JSON.parse(text));
}
