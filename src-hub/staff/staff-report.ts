import { addDays, localDay, startOfDay } from '../../src-shared/time/days.ts';
import { tableLines } from '../basics/table-lines.ts';
import { defineCommand, done, summaryLine } from '../cli/define-command.ts';
import { option, readBy } from '../cli/parameters.ts';
import type { HubDatabase } from '../database/hub-database.ts';

/** What one person did of one kind in a month. */
interface ActCount {
  readonly branch: string;
  readonly badge: string;
  readonly name: string;
  readonly act: string;
  readonly done: number;
  readonly refused: number;
  readonly offline: number;
}

const MONTH = /^20\d\d-(?:0[1-9]|1[0-2])$/u;

/** `staff report`: what advisers did in a month, for the data-protection officer. It names no member. */
export const staffReportCommand = defineCommand({
  name: 'staff report',
  summary: 'Counts what each adviser did in a month, what was refused, wrong tries, and alerts',
  takes: {
    month: option(
      'MONTH',
      'such as 2026-11; default: the month of today',
      readBy((text) => (MONTH.test(text) ? text : null), 'is no month such as 2026-11'),
    ),
  },
  effect: 'reads',
  examples: ['--month 2026-11', '--month 2026-11 --json'],
  run: async ({ month: given }, { database, now }) => {
    const month = given ?? localDay(now()).slice(0, 7);
    const [from, to] = boundsOf(month);
    const acts = await actCounts(database, from, to);
    const tries = await wrongTries(database, from, to);
    const alerts = await alertsOf(database, month);
    const counts = {
      acts: acts.reduce((sum, one) => sum + one.done, 0),
      refused: acts.reduce((sum, one) => sum + one.refused, 0),
      'without the line': acts.reduce((sum, one) => sum + one.offline, 0),
      'wrong tries': tries,
      alerts: alerts.length,
    };
    const rows = acts.map((one) => [
      ...[one.branch, one.badge, one.name, one.act],
      ...[one.done, one.refused, one.offline].map(String),
    ]);
    const head = ['branch', 'badge', 'name', 'act', 'done', 'refused', 'without the line'];
    return done(
      [
        ...tableLines([head, ...rows]),
        ...alerts.map(({ name, place, day, times }) => `Alert: ${day} ${name} ${place} ${times} times`),
        `${month}: ${summaryLine(counts)}`,
      ],
      { month, acts, alerts, counts },
    );
  },
});

function boundsOf(month: string): readonly [string, string] {
  const first = `${month}-01`;
  // The 32nd day from the first is in the next month, whichever it is.
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return [startOfDay(first).toISOString(), startOfDay(next).toISOString()];
}

function actCounts(database: HubDatabase, from: string, to: string): Promise<ActCount[]> {
  return database.transaction(({ query }) =>
    query<ActCount>(
      `SELECT act.branch, act.badge, coalesce(given_name || ' ' || family_name, 'nobody') AS name, act,
         count(*) FILTER (WHERE outcome = 'done')::integer AS done,
         count(*) FILTER (WHERE outcome <> 'done')::integer AS refused,
         count(*) FILTER (WHERE offline)::integer AS offline
       FROM staff_act act LEFT JOIN staff ON staff.id = act.staff
       WHERE act.at >= $1::timestamptz AND act.at < $2::timestamptz
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4`,
      [from, to],
    ),
  );
}

async function wrongTries(database: HubDatabase, from: string, to: string): Promise<number> {
  const [row] = await database.transaction(({ query }) =>
    query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM staff_try WHERE at >= $1::timestamptz AND at < $2::timestamptz`,
      [from, to],
    ),
  );
  return row?.count ?? 0;
}

interface Alert {
  readonly name: string;
  readonly place: string;
  readonly day: string;
  readonly times: number;
}

function alertsOf(database: HubDatabase, month: string): Promise<Alert[]> {
  return database.transaction(({ query }) =>
    query<Alert>(
      `SELECT name, kiosk AS place, day::text AS day, times FROM met_limit
       WHERE name LIKE 'staff-%' AND to_char(day, 'YYYY-MM') = $1 ORDER BY day, name`,
      [month],
    ),
  );
}
