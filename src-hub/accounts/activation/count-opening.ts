import type { HubConnection } from '../../database/hub-database.ts';
import { redeemWait } from '../../letters/codes/code-tries.ts';
import { CODE_TRY_WINDOW, MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';

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
  | { readonly state: 'answered' }
  | { readonly state: 'not-the-same' };

/** Stands in the table for a try that was counted and not yet answered. */
export const UNANSWERED = 'null';

/**
 * Counts a try, unless the same attempt was counted before or too many count already: five wrong ones in 24 hours, as
 * with the codes of letters. It is committed when this returns.
 * @param query runs statements that are committed one by one
 */
export async function countOpening(
  query: HubConnection['query'],
  asked: AskedOpening,
  now: Date,
): Promise<CountedOpening> {
  const [row] = await query<CountRow>('SELECT * FROM count_opening($1, $2, $3, $4, $5, $6)', [
    asked.attempt,
    asked.kiosk,
    asked.subject,
    now.toISOString(),
    new Date(now.getTime() - CODE_TRY_WINDOW).toISOString(),
    MOST_CODE_TRIES,
  ]);
  if (!row) throw new Error('counting has one row');
  const { before_answer: answer, is_same, tries, is_added } = row;
  if (answer !== null) {
    if (is_same !== true) return { state: 'not-the-same' };
    return answer === UNANSWERED ? { state: 'counted', tries: tries.length } : { state: 'answered' };
  }
  // A locked-out try is not recorded: nothing was looked at, and the same attempt may be made once the wait is over.
  return is_added
    ? { state: 'counted', tries: tries.length + 1 }
    : { state: 'locked', waitMs: redeemWait(tries, now.getTime()) };
}

interface CountRow {
  /** Of the same attempt, made earlier; null when there is none. */
  readonly before_answer: string | null;
  readonly is_same: boolean | null;
  /** Moments of those that counted before, oldest first, in milliseconds. */
  readonly tries: number[];
  readonly is_added: boolean;
}
