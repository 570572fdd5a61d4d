import { MOST_CODE_TRIES } from '../../src-shared/policy/codes.ts';
import type { CallAnswer } from '../../src-shared/hub-api/hub-calls.ts';
import { messageOf } from '../codes/message-state.ts';
import { resendIn } from '../codes/send-rules.ts';
import { readCodeUse, type SentCode } from '../codes/sent-codes.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { endCalls } from './visits.ts';

/** A visit at a kiosk. */
interface VisitAt {
  readonly kiosk: string;
  readonly visit: string;
}

/** The visit that shows a ticket, and the member number that was shown with it. */
type Here = VisitAt & { readonly number: string };

/**
 * Moves what was under way in a visit to the one that showed its ticket: codes of this number that nobody has shown yet,
 * and the call for an adviser. The visit of before has nothing of it any more.
 */
export async function moveHere(
  connection: HubConnection,
  from: VisitAt,
  { kiosk, visit, number }: Here,
  at: Date,
): Promise<void> {
  const { query } = connection;
  // A code that was right has opened the choice of a password, which no ticket brings back.
  await query(
    `UPDATE sent_code SET kiosk = $3, visit = $4
     WHERE kiosk = $1 AND visit = $2 AND counted = $5 AND purpose = 'password' AND proven_at IS NULL`,
    [from.kiosk, from.visit, kiosk, visit, number],
  );
  const called = await query(
    `SELECT FROM branch_call WHERE kiosk = $1 AND visit = $2 AND closed_at IS NULL`,
    [from.kiosk, from.visit],
  );
  if (called.length === 0) return;
  await endCalls(connection, { kiosk, except: from.visit }, at);
  await query(
    `UPDATE branch_call SET kiosk = $3, visit = $4, aside_at = NULL
     WHERE kiosk = $1 AND visit = $2 AND closed_at IS NULL`,
    [from.kiosk, from.visit, kiosk, visit],
  );
}

/** What is under way in a visit: its latest code, with the tries and the time that are left, and its call. */
export async function underWay(
  connection: HubConnection,
  { kiosk, visit, number }: Here,
  at: Date,
): Promise<Pick<Extract<CallAnswer<'branch/take-ticket'>, { result: 'taken' }>, 'code' | 'isCalling'>> {
  const [code] = await connection.query<Pick<SentCode, 'attempt' | 'channel' | 'expires_at'>>(
    `SELECT attempt, channel, expires_at FROM sent_code
     WHERE kiosk = $1 AND visit = $2 AND purpose = 'password' AND proven_at IS NULL AND voided_at IS NULL
     ORDER BY made_at DESC LIMIT 1`,
    [kiosk, visit],
  );
  const calls = await connection.query(
    'SELECT FROM branch_call WHERE kiosk = $1 AND visit = $2 AND closed_at IS NULL',
    [kiosk, visit],
  );
  const isCalling = calls.length > 0;
  if (code === undefined) return { code: null, isCalling };
  const { sends, wrong } = await readCodeUse(connection, number, 'password', at);
  const { attempt, channel } = code;
  return {
    code: {
      ...{ attempt, channel },
      codeFor: Math.max(0, code.expires_at.getTime() - at.getTime()),
      triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length),
      resendIn: resendIn(sends, { channel, target: null }, at.getTime()),
      message: (await messageOf(connection, visit, attempt)) ?? 'waiting',
    },
    isCalling,
  };
}
