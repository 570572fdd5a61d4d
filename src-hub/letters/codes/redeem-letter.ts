import type { HubSecret } from '../../basics/hub-secret.ts';
import {
  redeemAnswerSchema,
  type RedeemAnswer,
  type RedeemBody,
} from '../../../src-shared/hub-api/letters.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubClient } from '../../http/caller.ts';
import { kioskTriesLock, kioskTriesWait, tellKioskTries } from './kiosk-tries.ts';
import { spendCode } from './spend-code.ts';
import { countedTries, redeemWait } from './code-tries.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';

export type RedeemDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'log' | 'metrics'>;

/** Stored answer of a try that is counted but not yet answered (JSON). */
const UNANSWERED = 'null';

/**
 * Checks the code of a letter and spends it. The try is committed before the code is compared. The same attempt,
 * repeated or sent twice at once, counts once and gets one answer.
 * @returns null when another kiosk, or another number, has used this attempt
 */
export async function redeemLetter(
  deps: RedeemDeps,
  client: HubClient,
  request: RedeemBody,
): Promise<RedeemAnswer | null> {
  const { database, settings, now } = deps;
  const asked: Asked = { ...request, attempt: request.attempt.toLowerCase(), client };
  const locked = <Result>(work: (connection: HubConnection) => Promise<Result>): Promise<Result> =>
    againOnConflict(() =>
      database.transaction(async (connection) => {
        await lockPeople(connection, [asked.number, kioskTriesLock('letter_try', client)]);
        return work(connection);
      }),
    );
  const counted = await locked((connection) => countTry(connection, deps, asked));
  if (counted.state === 'not-the-same') return null;
  if (counted.state === 'answered') return counted.answer;
  return locked((connection) => answerTry(connection, settings.HUB_SECRET, asked, now()));
}

type Asked = RedeemBody & { readonly client: HubClient };

type Counted =
  | { readonly state: 'counted' | 'not-the-same' }
  | { readonly state: 'answered'; readonly answer: RedeemAnswer };

async function countTry(connection: HubConnection, deps: RedeemDeps, asked: Asked): Promise<Counted> {
  const now = deps.now();
  const before = await earlierTry(connection, asked.attempt);
  if (before) {
    if (before.number !== asked.number || before.kiosk !== asked.client.id) return { state: 'not-the-same' };
    return before.answer === UNANSWERED
      ? { state: 'counted' }
      : { state: 'answered', answer: readAnswer(before.answer) };
  }
  const ofMember = redeemWait(await countedTries(connection, asked.number, now.getTime()), now.getTime());
  const ofKiosk = await kioskTriesWait(connection, 'letter_try', asked.client, now);
  if (ofKiosk > 0) tellKioskTries(deps, asked.client);
  const waitMs = Math.max(ofMember, ofKiosk);
  // A locked-out try is not recorded: no code was compared, and the same attempt may come again after the wait.
  if (waitMs > 0) return { state: 'answered', answer: { result: 'locked', waitMs } };
  await connection.query(
    `INSERT INTO letter_try (attempt, number, kiosk, at, answer, counted) VALUES ($1, $2, $3, $4::timestamptz, $5, true)`,
    [asked.attempt, asked.number, asked.client.id, now.toISOString(), UNANSWERED],
  );
  return { state: 'counted' };
}

async function answerTry(
  connection: HubConnection,
  secret: HubSecret,
  asked: Asked,
  now: Date,
): Promise<RedeemAnswer> {
  const before = await earlierTry(connection, asked.attempt);
  if (before && before.answer !== UNANSWERED) return readAnswer(before.answer);
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
