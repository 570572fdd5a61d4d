import type { HubConnection } from '../../database/hub-database.ts';
import { redeemWait } from '../../letters/codes/code-tries.ts';
import { CODE_TRY_WINDOW, MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';

/** One try to open an account with a provisional password. */
export interface OpeningTry {
  readonly attempt: string;
  readonly kiosk: string;
  /** Subject of the holder (see `subjectOf`). */
  readonly subject: string;
}

/**
 * `counted`: `tries` is how many tries of the holder count now, this one included. `answered`: an earlier call of the
 * same attempt has an answer. `not-the-same`: the attempt belongs to another kiosk or holder.
 */
export type CountedOpening =
  | { readonly state: 'counted'; readonly tries: number }
  /** `isOfKiosk`: not the holder waits, but the kiosk that asks. */
  | { readonly state: 'locked'; readonly waitMs: number; readonly isOfKiosk?: boolean }
  | { readonly state: 'answered' }
  | { readonly state: 'not-the-same' };

/** Stored answer of a try that is counted but not yet answered (JSON). */
export const UNANSWERED = 'null';

/**
 * Counts a try and commits it. Not counted: a repeated attempt, and a holder with five wrong tries in 24 hours, the
 * same limit as for the codes of letters.
 * @param query commits before anything is compared
 */
export async function countOpening(
  query: HubConnection['query'],
  asked: OpeningTry,
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
  // A locked-out try is not recorded: no password was compared, and the same attempt may come again after the wait.
  return is_added
    ? { state: 'counted', tries: tries.length + 1 }
    : { state: 'locked', waitMs: redeemWait(tries, now.getTime()) };
}

interface CountRow {
  /** Answer to an earlier call of the same attempt; null: none. */
  readonly before_answer: string | null;
  readonly is_same: boolean | null;
  /** When the tries that count were made, without this one, oldest first, in milliseconds since 1970 UTC. */
  readonly tries: number[];
  readonly is_added: boolean;
}
