import type { HubConnection } from '../database/hub-database.ts';
import { MOST_WRONG_CODES, redeemWait, TRY_WINDOW } from '../letters/redeem-tries.ts';

/** One showing of a provisional password. */
export interface AskedOpening {
  readonly attempt: string;
  readonly kiosk: string;
  /** The holder as text: see `subjectOf`. */
  readonly subject: string;
}

/** What counting gave. `counted`: so many tries of the holder count now, this one included. */
export type CountedOpening =
  | { readonly state: 'counted'; readonly tries: number }
  | { readonly state: 'locked'; readonly waitMs: number }
  | { readonly state: 'answered'; readonly answer: string }
  | { readonly state: 'not-the-same' };

/** Stands in the table for a try that was counted and not yet answered. */
export const UNANSWERED = 'null';

/**
 * Counts a try, unless the same attempt was counted before or too many count already: five wrong ones in 24 hours, as
 * with the codes of letters. The holder must be locked.
 */
export async function countOpening(
  connection: HubConnection,
  asked: AskedOpening,
  now: Date,
): Promise<CountedOpening> {
  const [row] = await connection.query<CountRow>(COUNT, [
    asked.attempt,
    asked.kiosk,
    asked.subject,
    now.toISOString(),
    new Date(now.getTime() - TRY_WINDOW).toISOString(),
  ]);
  if (!row) throw new Error('counting has one row');
  const { answer, same, tries, added } = row;
  if (answer !== null) {
    if (same !== true) return { state: 'not-the-same' };
    return answer === UNANSWERED ? { state: 'counted', tries: tries.length } : { state: 'answered', answer };
  }
  return added
    ? { state: 'counted', tries: tries.length + 1 }
    : { state: 'locked', waitMs: redeemWait(tries, now.getTime()) };
}

interface CountRow {
  /** Of the same attempt, made earlier; null when there is none. */
  readonly answer: string | null;
  readonly same: boolean | null;
  /** Moments of those that counted before this statement, oldest first, in milliseconds. */
  readonly tries: number[];
  readonly added: boolean;
}

// A locked-out try is not recorded: nothing was looked at, and the same attempt may be made once the wait is over.
const COUNT = `WITH before AS (
    SELECT answer, kiosk = $2 AND subject = $3 AS same FROM activation WHERE attempt = $1
  ), tries AS (
    SELECT at FROM activation WHERE subject = $3 AND counted AND at > $5::timestamptz
  ), added AS (
    INSERT INTO activation (attempt, kiosk, subject, at, answer, counted)
      SELECT $1, $2, $3, $4::timestamptz, '${UNANSWERED}', true
      WHERE NOT EXISTS (SELECT FROM before) AND (SELECT count(*) FROM tries) < ${MOST_WRONG_CODES}
    RETURNING 1
  )
  SELECT before.answer, before.same, EXISTS (SELECT FROM added) AS added,
    ARRAY(SELECT (extract(epoch FROM at) * 1000)::float8 FROM tries ORDER BY at) AS tries
  FROM (SELECT 1) AS one LEFT JOIN before ON true`;
