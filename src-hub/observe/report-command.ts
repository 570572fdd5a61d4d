import { ACCOUNT_STATES, countAccountRequests } from '../accounts/requests/account-requests.ts';
import { DAY } from '../../src-shared/time/units.ts';
import { defineCommand, done, notDone } from '../cli/define-command.ts';
import type { HubDatabase } from '../database/hub-database.ts';
import { tableLines } from '../basics/table-lines.ts';
import { countMessages, countsLine } from '../mail/outbox-counts.ts';
import { unreadableChanges, type StoredUnreadable } from '../people/feed/unreadable-changes.ts';

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
    const unreadable = await unreadableChanges(database);
    const lines = [
      ...tableLines([head, ...rows]),
      `Requests for accounts: ${ACCOUNT_STATES.map((state) => `${accounts[state]} ${state}`).join(', ')}`,
      countsLine('Mails', mails),
      countsLine('Text messages', sms),
      ...limitLines(limits),
      ...unreadableLines(unreadable),
    ];
    const facts = { journals, accounts, mails, sms, limits, unreadable };
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
  return [
    'Limits met within a week (limit, kiosk, times, last):',
    ...limits.map(
      ({ name, kiosk, times, last_at: last }) =>
        `  ${name} ${kiosk === '' ? 'all' : kiosk} ${times} ${last.toISOString()}`,
    ),
  ];
}

/** Most lines of `report` on members that kiosks cannot read. */
const MOST_UNREADABLE = 50;

function unreadableLines(changes: readonly StoredUnreadable[]): string[] {
  if (changes.length === 0) return [];
  const shown = changes.slice(0, MOST_UNREADABLE);
  return [
    `Members that a kiosk cannot read (position in the feed, field): ${changes.length}`,
    ...shown.map(({ kiosk, position, field }) => `  ${kiosk}: ${position} ${field}`),
    ...(changes.length > shown.length ? [`  and ${changes.length - shown.length} more`] : []),
  ];
}
