import {
  ACTS_WITHOUT_FACTOR,
  ACTS_WITHOUT_MEMBER,
  type ActRefusal,
  type StaffActKind,
} from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { VISIT_SILENT } from '../../../src-shared/policy/staff/branch.ts';
import { STAFF_ACTS_PER_DAY } from '../../../src-shared/policy/staff/staff.ts';
import { localDay, startOfDay } from '../../../src-shared/time/days.ts';
import type { StaffRole } from '../../../src-shared/values/staff.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { queryOf, type Queryable } from '../../database/single-statement.ts';
import { INSURED_SUBJECT } from '../../people/subjects.ts';
import { readSession, type StaffSession } from '../staff-session.ts';

/** Roles that may do each act. People who look after machines have nothing to do with members. */
export const ACT_ROLES: Readonly<Record<StaffActKind, readonly StaffRole[]>> = {
  'give-try': ['adviser', 'lead'],
  'resend-code': ['adviser', 'lead'],
  'start-letter': ['adviser', 'lead'],
  'correct-contact': ['adviser', 'lead'],
  'attest-anti-robot': ['adviser', 'lead'],
  'help-account': ['adviser', 'lead'],
};

/** Acts that people who are only insured can be helped with: the others concern what only members have. */
const FOR_INSURED: readonly StaffActKind[] = ['give-try', ...ACTS_WITHOUT_MEMBER];

/** An act that is asked for. */
export interface AskedAct {
  readonly kiosk: string;
  readonly session: string;
  readonly visit: string;
  readonly id: string;
  readonly kind: StaffActKind;
}

/** Whether it may be done now. `session`: who asks, if anybody stands behind it; a refusal is then recorded. */
export type Allowed =
  | {
      readonly ok: true;
      readonly session: StaffSession;
      readonly subject: string | null;
      readonly isRepeated: boolean;
    }
  | { readonly ok: false; readonly why: ActRefusal; readonly session: StaffSession | null };

/** Judges an act: session, visit, role, member, second factor, what the day has left. */
export async function allowAct(
  where: Queryable,
  deps: Pick<HubDeps, 'now'>,
  asked: AskedAct,
): Promise<Allowed> {
  const { kind, visit } = asked;
  const session = await readSession(where, deps, asked.kiosk, asked.session);
  if (session === null) return { ok: false, why: 'ended', session: null };
  const refused = (why: ActRefusal): Allowed => ({ ok: false, why, session });
  // A session is for one visit: it gives no right over who comes next.
  if (session.visit !== visit) return refused('ended');
  if (!ACT_ROLES[kind].includes(session.person.role)) return refused('not-allowed');
  const stands = await standingVisit(where, deps, asked);
  if (stands === null) return refused('no-visit');
  const { holder } = stands;
  if (!ACTS_WITHOUT_MEMBER.includes(kind)) {
    if (holder === null) return refused('no-member');
    if (holder.startsWith(INSURED_SUBJECT) && !FOR_INSURED.includes(kind)) return refused('no-member');
  }
  if (!ACTS_WITHOUT_FACTOR.includes(kind) && !session.hasFactor) return refused('second-factor');
  const before = await doneToday(where, deps, session.person.id, asked);
  if (before.isOther) return refused('ended');
  if (!before.isRepeated && before.count >= STAFF_ACTS_PER_DAY[kind]) return refused('day-limit');
  return { ok: true, session, subject: holder, isRepeated: before.isRepeated };
}

/** The visit that stands at the kiosk, as it told it; null: another one stands there, or none. */
async function standingVisit(
  where: Queryable,
  { now }: Pick<HubDeps, 'now'>,
  { kiosk, visit }: AskedAct,
): Promise<{ readonly holder: string | null } | null> {
  const [row] = await queryOf(where)<{ holder: string | null }>(
    `SELECT holder FROM branch_visit
     WHERE id = $1 AND kiosk = $2 AND ended_at IS NULL AND told_at > $3::timestamptz`,
    [visit, kiosk, new Date(now().getTime() - VISIT_SILENT).toISOString()],
  );
  return row ?? null;
}

/** What the adviser did of this kind today. `isRepeated`: this very act. `isOther`: its id was of another act. */
async function doneToday(
  where: Queryable,
  { now }: Pick<HubDeps, 'now'>,
  staff: string,
  { id, kind, visit }: AskedAct,
): Promise<{ readonly count: number; readonly isRepeated: boolean; readonly isOther: boolean }> {
  const [row] = await queryOf(where)<{ count: number; same: boolean | null; known: boolean | null }>(
    `SELECT count(*) FILTER (WHERE staff = $2 AND act = $3 AND outcome = 'done' AND at >= $5::timestamptz)::integer
         AS count,
       bool_or(id = $1) AS known,
       bool_or(id = $1 AND staff = $2 AND act = $3 AND visit = $4) AS same
     FROM staff_act WHERE id = $1 OR staff = $2 AND act = $3`,
    [id, staff, kind, visit, startOfDay(localDay(now())).toISOString()],
  );
  const { count = 0, same, known } = row ?? {};
  return { count, isRepeated: same === true, isOther: known === true && same !== true };
}
