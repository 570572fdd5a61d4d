import type { PageCall, PageKiosk, PageState } from '../../../src-shared/hub-api/staff/branch-page.ts';
import {
  CALL_LIFE,
  GIVEN_UP_DAYS,
  TICKET_LIFE,
  VISIT_SILENT,
} from '../../../src-shared/policy/staff/branch.ts';
import { localDay, startOfDay } from '../../../src-shared/time/days.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';
import type { MorningTest } from '../../../src-shared/hub-api/staff/kiosk-branch.ts';
import { queryOf, type Queryable } from '../../database/single-statement.ts';

/** Silence from which a kiosk is not called in service, as in `kiosks list`. */
const SILENT_FROM = 5 * MINUTE;

/** Troubles with which no visitor is served. */
const CLOSING: readonly string[] = ['disk-full', 'display'];

/** Steps that are told as places where people give up. */
const MOST_STEPS = 5;

/** A call, before it is told to one reader. */
export type SeenCall = Omit<PageCall, 'isMine' | 'person'> & {
  /** Badge of who took it. */
  readonly badge: string | null;
  /** Name of the member, if known, once an adviser has taken the call. */
  readonly member: string | null;
};

/** What the pages of a branch have in common. */
export interface BranchView extends Pick<PageState, 'kiosks' | 'today' | 'givingUp'> {
  readonly calls: readonly SeenCall[];
}

/** Reads what the pages of a branch show. @param branch null: all branches */
export async function readBranch(where: Queryable, branch: string | null, now: Date): Promise<BranchView> {
  const [kiosks, calls, today, givingUp] = [
    await readKiosks(where, branch, now),
    await readCalls(where, branch, now),
    await readToday(where, branch, now),
    await readGivingUp(where, branch, now),
  ];
  return { kiosks, calls, today, givingUp };
}

const ago = (now: Date, span: number): string => new Date(now.getTime() - span).toISOString();

interface KioskRow {
  readonly name: string;
  readonly branch: string;
  readonly enrolled: boolean;
  readonly suspended: boolean;
  readonly trouble: string | null;
  readonly seen: Date | null;
  readonly version: string | null;
  readonly step: string | null;
  readonly block: string | null;
  readonly until: Date | null;
  readonly since: Date;
  readonly started: Date;
  readonly tested: Date | null;
  readonly parts: MorningTest['parts'];
}

async function readKiosks(where: Queryable, branch: string | null, now: Date): Promise<PageKiosk[]> {
  const rows = await queryOf(where)<KioskRow>(
    `SELECT kiosk.name, place.branch, kiosk.token_hash IS NOT NULL AS enrolled,
       kiosk.suspended_at IS NOT NULL AS suspended, kiosk.trouble, kiosk.last_seen_at AS seen, kiosk.version,
       visit.step, visit.block, visit.block_until AS until, visit.step_since AS since, visit.started_at AS started,
       test.at AS tested, test.parts
     FROM kiosk
     CROSS JOIN LATERAL (SELECT regexp_replace(kiosk.name, ' +[0-9]+$', '') AS branch) AS place
     LEFT JOIN branch_visit visit
       ON visit.kiosk = kiosk.id AND visit.ended_at IS NULL AND visit.told_at > $2::timestamptz
     LEFT JOIN LATERAL (
       SELECT at, parts FROM morning_test WHERE kiosk = kiosk.id AND at > $3::timestamptz ORDER BY at DESC LIMIT 1
     ) AS test ON true
     WHERE kiosk.kind = 'kiosk' AND kiosk.revoked_at IS NULL AND ($1::text IS NULL OR place.branch = $1::text)
     ORDER BY kiosk.name`,
    [branch, ago(now, VISIT_SILENT), ago(now, DAY)],
  );
  return rows.map((row) => ({
    ...{ name: row.name, branch: row.branch, version: row.version },
    state: stateOf(row, now),
    trouble: row.enrolled ? row.trouble : null,
    lastSeenAt: row.seen?.getTime() ?? null,
    visit:
      row.step === null
        ? null
        : {
            ...{ step: row.step, block: row.block, blockUntil: row.until?.getTime() ?? null },
            ...{ stepSince: row.since.getTime(), startedAt: row.started.getTime() },
          },
    test: row.tested === null ? null : testOf(row.tested, row.parts),
  }));
}

function stateOf({ suspended, enrolled, seen, trouble }: KioskRow, now: Date): PageKiosk['state'] {
  if (suspended) return 'suspended';
  if (!enrolled) return 'not-enrolled';
  if (seen === null || now.getTime() - seen.getTime() >= SILENT_FROM) return 'silent';
  return CLOSING.includes(trouble ?? '') ? 'out-of-service' : 'in-service';
}

function testOf(at: Date, parts: MorningTest['parts']): PageKiosk['test'] {
  const bad = parts.filter(({ result }) => result === 'bad').map(({ part, found }) => ({ part, found }));
  return { at: at.getTime(), good: parts.filter(({ result }) => result === 'good').length, bad };
}

async function readCalls(where: Queryable, branch: string | null, now: Date): Promise<SeenCall[]> {
  const rows = await queryOf(where)<{
    id: string;
    kiosk: string;
    branch: string;
    step: string;
    block: string | null;
    called: Date;
    by: string | null;
    badge: string | null;
    aside: boolean;
    member: string | null;
  }>(
    `SELECT call.id, kiosk.name AS kiosk, call.branch, coalesce(visit.step, call.step) AS step,
       CASE WHEN visit.id IS NULL THEN call.block ELSE visit.block END AS block, call.called_at AS called,
       call.taken_name AS by, call.taken_by AS badge, call.aside_at IS NOT NULL AS aside,
       CASE WHEN call.taken_by IS NOT NULL THEN coalesce(
         (SELECT given_name || ' ' || family_name FROM member WHERE number = visit.holder),
         (SELECT insured.given_name || ' ' || insured.family_name FROM nir_hash
          JOIN insured ON insured.nir = nir_hash.person WHERE 'nir:' || encode(nir_hash.hash, 'hex') = visit.holder LIMIT 1)
       ) END AS member
     FROM branch_call call
     JOIN kiosk ON kiosk.id = call.kiosk AND kiosk.revoked_at IS NULL AND kiosk.suspended_at IS NULL
     LEFT JOIN branch_visit visit ON visit.id = call.visit AND visit.kiosk = call.kiosk AND visit.ended_at IS NULL
     WHERE call.closed_at IS NULL AND call.called_at > $2::timestamptz
       AND (call.aside_at IS NULL OR call.aside_at > $3::timestamptz)
       AND ($1::text IS NULL OR call.branch = $1::text)
     ORDER BY call.called_at`,
    [branch, ago(now, CALL_LIFE), ago(now, TICKET_LIFE)],
  );
  return rows.map(({ id, called, by, aside, ...row }) => ({
    ...row,
    ...{ call: id, calledAt: called.getTime(), takenBy: by, isAside: aside },
  }));
}

async function readToday(where: Queryable, branch: string | null, now: Date): Promise<PageState['today']> {
  const query = queryOf(where);
  const since = startOfDay(localDay(now)).toISOString();
  const [visits] = await query<{ visits: number; done: number; given: number }>(
    `SELECT count(*)::integer AS visits, count(*) FILTER (WHERE ending = 'done')::integer AS done,
       count(*) FILTER (WHERE ending IN ('left', 'idle', 'lost'))::integer AS given
     FROM branch_visit WHERE started_at >= $2::timestamptz AND ($1::text IS NULL OR branch = $1::text)`,
    [branch, since],
  );
  const [calls] = await query<{ calls: number; answered: number; wait: number | null }>(
    `SELECT count(*)::integer AS calls, count(taken_at)::integer AS answered,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY (extract(epoch FROM taken_at - called_at) * 1000)::integer) AS wait
     FROM branch_call WHERE called_at >= $2::timestamptz AND ($1::text IS NULL OR branch = $1::text)`,
    [branch, since],
  );
  return {
    ...{ visits: visits?.visits ?? 0, done: visits?.done ?? 0, givenUp: visits?.given ?? 0 },
    ...{ calls: calls?.calls ?? 0, answered: calls?.answered ?? 0, medianWait: calls?.wait ?? null },
  };
}

function readGivingUp(
  where: Queryable,
  branch: string | null,
  now: Date,
): Promise<{ step: string; count: number }[]> {
  return queryOf(where)<{ step: string; count: number }>(
    `SELECT step, count(*)::integer AS count FROM branch_visit
     WHERE ending IN ('left', 'idle', 'lost') AND started_at > $2::timestamptz
       AND ($1::text IS NULL OR branch = $1::text)
     GROUP BY step ORDER BY count(*) DESC, step LIMIT ${MOST_STEPS}`,
    [branch, ago(now, GIVEN_UP_DAYS * DAY)],
  );
}
