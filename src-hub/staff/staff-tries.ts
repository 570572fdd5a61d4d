import { BADGE_TRIES, KIOSK_STAFF_TRIES, STAFF_LOCK } from '../../src-shared/policy/staff/staff.ts';
import { randomUuid } from '../basics/random-uuid.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { againOnConflict } from '../database/again-on-conflict.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';

/** What is shown. Each kind counts by itself, so that a right PIN frees no guesses of the second factor. */
export type StaffSecret = 'pin' | 'factor' | 'password' | 'slip';

/** A try to show who one is. */
export interface StaffTry {
  /** As typed, whether somebody has it or not. */
  readonly badge: string;
  readonly what: StaffSecret;
  /** Null: at the branch page. */
  readonly kiosk: string | null;
  /** Branch of the kiosk, or network of the page's visitor. */
  readonly place: string;
}

/** A try that is counted already, or a wait. */
export type BegunTry =
  | { readonly result: 'try'; readonly id: string; readonly left: number }
  | { readonly result: 'locked'; readonly waitMs: number };

export type TryDeps = Pick<HubDeps, 'database' | 'now' | 'randomBytes'>;

/**
 * Counts a try before anything is compared, in the database, so that several hubs count together and nobody tries many
 * at once. {@link endRightTry} takes a right one out again.
 */
export async function beginTry(deps: TryDeps, asked: StaffTry): Promise<BegunTry> {
  const { badge, what, kiosk, place } = asked;
  const id = randomUuid(deps.randomBytes(16));
  return againOnConflict(() =>
    deps.database.transaction(async (connection): Promise<BegunTry> => {
      await lockPeople(connection, [
        `staff-badge:${badge}`,
        ...(kiosk === null ? [] : [`staff-kiosk:${kiosk}`]),
      ]);
      const at = deps.now();
      const byBadge = await triesOf(connection, 'badge = $2 AND what = $3', at, [badge, what]);
      // A right PIN stood before each second factor: those count for the badge alone.
      const atKiosk =
        kiosk === null || what !== 'pin'
          ? []
          : await triesOf(connection, 'kiosk = $2 AND what = $3', at, [kiosk, what]);
      const waitMs = Math.max(
        lockOf(byBadge, BADGE_TRIES, at.getTime()),
        lockOf(atKiosk, KIOSK_STAFF_TRIES, at.getTime()),
      );
      if (waitMs > 0) return { result: 'locked', waitMs };
      await connection.query(
        'INSERT INTO staff_try (id, badge, what, kiosk, place, at) VALUES ($1, $2, $3, $4, $5, $6::timestamptz)',
        [id, badge, what, kiosk, place, at.toISOString()],
      );
      const left = Math.min(
        BADGE_TRIES - recent(byBadge, at.getTime()),
        KIOSK_STAFF_TRIES - recent(atKiosk, at.getTime()),
      );
      return { result: 'try', id, left: Math.max(0, left - 1) };
    }),
  );
}

/** What is answered to a wrong try. */
export function wrongAnswer(
  left: number,
):
  | { readonly result: 'wrong'; readonly triesLeft: number }
  | { readonly result: 'locked'; readonly waitMs: number } {
  return left > 0 ? { result: 'wrong', triesLeft: left } : { result: 'locked', waitMs: STAFF_LOCK };
}

/** The try was right: it and the wrong ones of this badge before it count no more. */
export async function endRightTry({ query }: Pick<HubConnection, 'query'>, asked: StaffTry): Promise<void> {
  await query('DELETE FROM staff_try WHERE badge = $1 AND what = $2', [asked.badge, asked.what]);
}

/**
 * How long a badge or kiosk waits, in milliseconds.
 * @param tries moments of wrong tries, oldest first
 */
export function lockOf(tries: readonly number[], most: number, now: number): number {
  const last = tries.at(-1);
  const first = tries.at(-most);
  if (last === undefined || first === undefined || last - first >= STAFF_LOCK) return 0;
  return Math.max(0, last + STAFF_LOCK - now);
}

function recent(tries: readonly number[], now: number): number {
  return tries.filter((at) => at > now - STAFF_LOCK).length;
}

/** Moments of the tries of the time in which they can lock, oldest first. */
async function triesOf(
  { query }: Pick<HubConnection, 'query'>,
  which: string,
  now: Date,
  parameters: readonly string[],
): Promise<number[]> {
  const since = new Date(now.getTime() - 2 * STAFF_LOCK).toISOString();
  const rows = await query<{ at: Date }>(
    `SELECT at FROM staff_try WHERE at > $1::timestamptz AND ${which} ORDER BY at`,
    [since, ...parameters],
  );
  return rows.map(({ at }) => at.getTime());
}
