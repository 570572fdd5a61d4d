import {
  BADGE_TRIES,
  BRANCH_GUESSES_TOLD,
  STAFF_LOCK,
  TWO_BRANCHES_WITHIN,
} from '../../src-shared/policy/staff/staff.ts';
import { localDay, startOfDay } from '../../src-shared/time/days.ts';
import { offsetAt } from '../../src-shared/time/zone.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { noteAlert } from '../mail/note-limit.ts';
import type { StaffPerson } from './staff-people.ts';
import { wrongAnswer, type StaffTry } from './staff-tries.ts';

/** An act, as far as alerts look at it. */
export interface WatchedAct {
  readonly person: Pick<StaffPerson, 'badge'> & { readonly id: string | null };
  readonly branch: string;
  readonly act: string;
  readonly outcome: string;
  readonly at?: Date;
}

/** What telling staff needs. */
export type WatchDeps = Pick<HubDeps, 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>;

/**
 * Tells staff of an act that should not be: outside the hours of work, more corrections in a day than one adviser makes,
 * one adviser at two branches within half an hour, a limit of the day. Within the transaction of the act.
 */
export async function watchAct(
  connection: HubConnection,
  deps: WatchDeps,
  { person, branch, act, outcome, at = deps.now() }: WatchedAct,
): Promise<void> {
  const badge = `badge ${person.badge}`;
  if (outcome === 'day-limit') await noteAlert(connection, deps, 'staff-day', badge);
  // A kiosk without the line let in somebody by a list of before.
  if (outcome.endsWith('-badge')) await noteAlert(connection, deps, 'staff-guessing', badge);
  // The PIN was right, at a branch that is not theirs: that too is the badge at two places.
  if (
    act === 'in' &&
    (outcome === 'done' || outcome === 'other-branch') &&
    (await isElsewhere(connection, person.id, branch, at))
  )
    await noteAlert(connection, deps, 'staff-two-branches', badge);
  if (outcome !== 'done') return;
  if (act !== 'out' && act !== 'locked' && isOutsideHours(deps, at))
    await noteAlert(connection, deps, 'staff-hours', badge);
  if (act === 'correct-contact') {
    const [row] = await connection.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM staff_act
       WHERE staff = $1 AND act = 'correct-contact' AND outcome = 'done' AND at >= $2::timestamptz`,
      [person.id, startOfDay(localDay(at)).toISOString()],
    );
    if ((row?.count ?? 0) > deps.settings.HUB_STAFF_CORRECTIONS_TOLD)
      await noteAlert(connection, deps, 'staff-corrections', badge);
  }
}

/** Whether somebody was at another branch within half an hour, at a kiosk or with the page. */
async function isElsewhere(
  { query }: HubConnection,
  staff: string | null,
  branch: string,
  at: Date,
): Promise<boolean> {
  const rows = await query(
    `SELECT FROM staff_act WHERE staff = $1 AND branch <> $2 AND at > $3::timestamptz AND at <= $4::timestamptz
     UNION ALL SELECT FROM branch_page
       WHERE staff = $1 AND branch <> $2 AND used_at > $3::timestamptz AND used_at <= $4::timestamptz LIMIT 1`,
    [staff, branch, new Date(at.getTime() - TWO_BRANCHES_WITHIN).toISOString(), at.toISOString()],
  );
  return rows.length > 0;
}

/**
 * Tells staff of guesses: of one badge, or of many badges at one place, which no single badge would show.
 * @param connection not that of the try, which is committed before anything is compared
 */
export async function watchTry(
  connection: HubConnection,
  deps: WatchDeps,
  { badge, place }: StaffTry,
): Promise<void> {
  const since = new Date(deps.now().getTime() - STAFF_LOCK).toISOString();
  const [row] = await connection.query<{ badge: number; place: number; known: boolean }>(
    `SELECT count(*) FILTER (WHERE badge = $1)::integer AS badge, count(*) FILTER (WHERE place = $2)::integer AS place,
       EXISTS (SELECT FROM staff WHERE badge = $1) AS known
     FROM staff_try WHERE at > $3::timestamptz AND (badge = $1 OR place = $2)`,
    [badge, place, since],
  );
  const counts = row ?? { badge: 0, place: 0, known: false };
  // What was typed as a badge may be anything, even somebody's number: only a badge is named.
  if (counts.known && counts.badge >= BADGE_TRIES)
    await noteAlert(connection, deps, 'staff-guessing', `badge ${badge}`);
  if (counts.place >= BRANCH_GUESSES_TOLD) await noteAlert(connection, deps, 'staff-guessing', place);
}

/** Answers a wrong try, and tells staff of guesses. */
export async function wrongTry(
  deps: WatchDeps & Pick<HubDeps, 'database'>,
  asked: StaffTry,
  left: number,
): Promise<ReturnType<typeof wrongAnswer>> {
  await deps.database.transaction((connection) => watchTry(connection, deps, asked));
  return wrongAnswer(left);
}

/** Whether nobody works at a moment, by `HUB_STAFF_HOURS` and `HUB_STAFF_DAYS`, in the agency's zone. */
export function isOutsideHours({ settings }: Pick<HubDeps, 'settings'>, at: Date): boolean {
  const local = new Date(at.getTime() + offsetAt(at.getTime()));
  const minutes = local.getUTCHours() * 60 + local.getUTCMinutes();
  // Sunday is 7, as in ISO 8601.
  const weekday = local.getUTCDay() === 0 ? 7 : local.getUTCDay();
  const [from, to] = settings.HUB_STAFF_HOURS;
  return !settings.HUB_STAFF_DAYS.includes(weekday) || minutes < from || minutes >= to;
}
