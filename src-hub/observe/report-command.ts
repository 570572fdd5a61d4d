import { countAccountRequests } from '../accounts/requests/account-requests.ts';
import { DAY } from '../../src-shared/time/units.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
import type { HubDatabase } from '../database/hub-database.ts';
import { tableLines } from '../basics/table-lines.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { countMessages } from '../mail/outbox/outbox-counts.ts';
import { isUpdateOverdue, kioskReleases } from '../releases/kiosk-releases.ts';
import { unreadableChanges } from '../people/feed/unreadable-changes.ts';

/** What head office received of one journal of a kiosk. */
export interface JournalReport {
  readonly kiosk: string;
  readonly journal: string;
  /** First place received; `to` is the last. */
  readonly from: number;
  readonly to: number;
  /** How many places up to `to` have not arrived. */
  readonly missing: number;
  readonly accepted: number;
  readonly superseded: number;
  readonly refused: number;
}

/**
 * Counts the events of each journal. A journal numbers them from 1 without gaps, so a gap is an event still to come.
 */
export function journalReports(database: HubDatabase): Promise<JournalReport[]> {
  return database.transaction(({ query }) =>
    query<JournalReport>(
      `SELECT k.name AS kiosk, e.journal, min(e.seq) AS "from", max(e.seq) AS "to",
         max(e.seq) - count(*) AS missing,
         count(*) FILTER (WHERE e.status = 'accepted') AS accepted,
         count(*) FILTER (WHERE e.status = 'superseded') AS superseded,
         count(*) FILTER (WHERE e.status = 'refused') AS refused
       FROM event e JOIN kiosk k ON k.id = e.kiosk
       GROUP BY k.name, e.journal ORDER BY k.name, min(e.received_at)`,
    ),
  );
}

/** `report`: shows that each decision arrived exactly once. */
export const reportCommand = defineCommand({
  name: 'report',
  summary: 'Tells what arrived of each journal of each kiosk, and counts mails and requests for accounts',
  takes: {},
  effect: 'reads',
  notDoneWhen: 'a place of a journal is missing',
  examples: ['', '--json'],
  run: async (_given, { database, now }) => {
    const journals = await journalReports(database);
    const rows = journals.map((report) => [
      report.kiosk,
      report.journal,
      `${report.from}–${report.to}`,
      ...[report.missing, report.accepted, report.superseded, report.refused].map(String),
    ]);
    const head = ['kiosk', 'journal', 'places', 'missing', 'accepted', 'superseded', 'refused'];
    const accounts = await countAccountRequests(database, now());
    const mails = await countMessages(database, 'mail');
    const sms = await countMessages(database, 'sms');
    const limits = await metLimits(database, now());
    const unreadable = await unreadableChanges(database, MOST_UNREADABLE);
    const updates = await updateReport(database, now());
    const lines = [
      ...tableLines([head, ...rows]),
      `Requests for accounts: ${summaryLine(accounts)}`,
      `Mails: ${summaryLine(mails)}`,
      `Text messages: ${summaryLine(sms)}`,
      ...limitLines(limits),
      ...unreadableLines(unreadable),
      ...updateLines(updates),
    ];
    const facts = { journals, accounts, mails, sms, limits, unreadable, updates };
    return journals.some(({ missing }) => missing > 0) ? notDone(lines, facts) : done(lines, facts);
  },
});

/** A limit that was met, by kiosk and day. */
interface MetLimit {
  readonly name: string;
  /** Empty: it concerns all. */
  readonly kiosk: string;
  readonly times: number;
  readonly last_at: Date;
}

/** Limits that were met within a week, the latest first. */
function metLimits(database: HubDatabase, now: Date): Promise<MetLimit[]> {
  return database.transaction(({ query }) =>
    query<MetLimit>(
      'SELECT name, kiosk, times, last_at FROM met_limit WHERE last_at > $1::timestamptz ORDER BY last_at DESC',
      [new Date(now.getTime() - 7 * DAY).toISOString()],
    ),
  );
}

function limitLines(limits: readonly MetLimit[]): string[] {
  if (limits.length === 0) return [];
  const rows = limits.map(({ name, kiosk, times, last_at: last }) => [
    ...[name, kiosk === '' ? 'all' : kiosk, String(times), terminalMoment(last)],
  ]);
  return [
    `Limits met within a week: ${limits.length}`,
    ...tableLines([['limit', 'kiosk', 'times', `last (${agencyZone()})`], ...rows]).map(inner),
  ];
}

/** Most lines and facts of `report` on members that kiosks cannot read. */
const MOST_UNREADABLE = 50;

function unreadableLines({ count, first }: Awaited<ReturnType<typeof unreadableChanges>>): string[] {
  if (count === 0) return [];
  const rows = first.map(({ kiosk, position, field }) => [kiosk, String(position), field]);
  return [
    `Fields of members that a kiosk cannot read: ${count}`,
    ...tableLines([['kiosk', 'position in the feed', 'field'], ...rows]).map(inner),
    ...(count > first.length ? [`  The first ${MOST_UNREADABLE}; mend these, and ask again.`] : []),
  ];
}

/** A line that belongs to the one above. */
const inner = (line: string): string => `  ${line}`;

/** What somebody should look at of updates. */
interface UpdateReport {
  /** Releases that came back or were refused. */
  readonly failed: readonly { kiosk: string; version: string; state: string; why: string | null }[];
  /** Kiosks for which no check has succeeded for a week. */
  readonly overdue: readonly string[];
}

async function updateReport(database: HubDatabase, now: Date): Promise<UpdateReport> {
  const kiosks = await database.db
    .selectFrom('kiosk')
    .select(['id', 'name', 'update_checked_at', 'revoked_at', 'token_hash'])
    .orderBy('name')
    .execute();
  const failed = (await kioskReleases(database))
    .filter(({ state }) => state === 'came-back' || state === 'refused')
    .map(({ kiosk, version, state, why }) => ({
      kiosk: kiosks.find(({ id }) => id === kiosk)?.name ?? '',
      ...{ version, state, why },
    }));
  const overdue = kiosks
    .filter(({ revoked_at: revoked, token_hash: token }) => revoked === null && token !== null)
    .filter((kiosk) => isUpdateOverdue(kiosk.update_checked_at, now))
    .map(({ name }) => name);
  return { failed, overdue };
}

function updateLines({ failed, overdue }: UpdateReport): string[] {
  const head = ['kiosk', 'version', 'state', 'why'];
  const rows = failed.map(({ kiosk, version, state, why }) => [kiosk, version, state, why ?? '-']);
  return [
    ...(failed.length === 0
      ? []
      : ['Releases that kiosks do not run', ...tableLines([head, ...rows]).map(inner)]),
    ...(overdue.length === 0 ? [] : [`No update check has succeeded for 7 days: ${overdue.join(', ')}`]),
  ];
}
