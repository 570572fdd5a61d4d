import { tableLines } from '../basics/table-lines.ts';
import type { Told } from '../cli/declaration.ts';
import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
import { anyText, argument, neededOption, readBy } from '../cli/parameters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { INSURED_SUBJECT } from '../people/subjects.ts';
import { plainMoment, readTypedMoment } from '../../src-shared/time/typed-moment.ts';
import { affectedBy } from './affected.ts';
import { voidKiosk } from './void-kiosk.ts';

/** Most rows of the table of `kiosks affected`; the counts and `--json` have all. */
const LISTED = 200;

const PROBLEM = 'is no day or time such as 2027-06-30 or "2027-06-30 14:05"';

const takes = {
  name: argument('NAME', 'name of the kiosk or website, as `kiosks list` shows it', anyText),
  // Read when the command runs, since only then the zone is known.
  since: neededOption(
    'TIME',
    'from when on, by the time of receipt: a day or a time, in the zone of the hub',
    readBy((text) => (readTypedMoment(text) === null ? null : text), PROBLEM),
  ),
};

/** `kiosks affected`: what a kiosk decided. */
export const affectedCommand = defineCommand({
  name: 'kiosks affected',
  summary: 'Lists everything that a kiosk has decided since a moment',
  takes,
  effect: 'reads',
  notDoneWhen: 'there is no such kiosk',
  examples: ['"Nantes 1" --since 2027-06-30', '"Nantes 1" --since "2027-06-30 14:05" --json'],
  run: async ({ name, since }, deps) => {
    const found = await find(deps, name, since);
    if ('exit' in found) return found;
    const rows = await affectedBy(deps.database, found.id, found.since);
    const counts: Record<string, number> = {};
    for (const { what } of rows) counts[what] = (counts[what] ?? 0) + 1;
    const decisions = rows.map((row) => ({ ...row, subject: undefined, person: masked(row.subject) }));
    const shown = decisions.slice(-LISTED);
    const table = shown.map(({ at, what, person, outcome }) => [plainMoment(at), what, person, outcome]);
    return done(
      [
        ...(rows.length === 0 ? [] : tableLines([['received', 'what', 'person', 'outcome'], ...table])),
        ...(rows.length > shown.length ? [`The newest ${LISTED} of ${rows.length}; --json has all.`] : []),
        `Since ${plainMoment(found.since)}: ${rows.length === 0 ? 'nothing' : summaryLine(counts)}`,
      ],
      { kiosk: name, since: found.since, counts, decisions },
    );
  },
});

/** `kiosks void`: ends what a kiosk decided. */
export const voidCommand = defineCommand({
  name: 'kiosks void',
  summary: 'Ends the passwords and requests that a kiosk has told since a moment, and tells the members',
  takes,
  effect: 'changes',
  audited: {
    concerns: ({ name, since }) => `kiosk ${name} since ${since}`,
    keeps: [
      ...['passwords', 'accounts', 'letters', 'requests', 'devices', 'sessions'],
      ...['corrections', 'delegations', 'tries', 'mails', 'posted', 'unreached', 'addressesInEffect'],
    ],
  },
  needs: ['secret'],
  notDoneWhen: 'there is no such kiosk',
  examples: [
    '"Nantes 1" --since 2027-06-30 --operator "A. Martin" --reason "stolen, case 12" --dry-run',
    '"Nantes 1" --since "2027-06-30 14:05" --operator "A. Martin" --reason "stolen, case 12"',
  ],
  run: async ({ name, since }, deps, { dryRun }) => {
    const found = await find(deps, name, since);
    if ('exit' in found) return found;
    const counts = await voidKiosk(deps, found.id, found.since);
    if (!dryRun) deps.log.warn({ kiosk: found.id, ...counts }, 'kiosk-voided');
    const { passwords, accounts, letters, requests, devices, sessions, corrections, delegations } = counts;
    const { tries, addressesInEffect } = counts;
    const ended = { passwords, accounts, letters, requests, devices, sessions, corrections, delegations };
    return done(
      [
        `Since ${plainMoment(found.since)}, ended: ${summaryLine(ended)}`,
        `Told: ${summaryLine({ 'by mail': counts.mails, 'by the next letters': counts.posted, unreached: counts.unreached })}`,
        ...(tries === 0
          ? []
          : [`Tries of codes that an adviser gave back there: ${tries}; see kiosks affected.`]),
        ...(addressesInEffect === 0
          ? []
          : [`Addresses in effect already, to be asked about: ${addressesInEffect}; see kiosks affected.`]),
        ...(found.serves ? [`${name} still serves: suspend, revoke or renew it.`] : []),
      ],
      { kiosk: name, since: found.since, ...counts },
    );
  },
});

async function find(
  { database }: HubDeps,
  name: string,
  typed: string,
): Promise<{ id: string; since: Date; serves: boolean } | Told> {
  const since = readTypedMoment(typed);
  const kiosk = await database.db
    .selectFrom('kiosk')
    .select(['id', 'token_hash', 'revoked_at', 'suspended_at'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (kiosk === undefined || since === null) return notDone([`No kiosk is named ${name}; see kiosks list.`]);
  const serves = kiosk.token_hash !== null && kiosk.revoked_at === null && kiosk.suspended_at === null;
  return { id: kiosk.id, since, serves };
}

/** Enough to compare with a list, too little to act on. */
function masked(subject: string | null): string {
  if (subject === null) return '-';
  return subject.startsWith(INSURED_SUBJECT)
    ? `insured ${subject.slice(INSURED_SUBJECT.length, INSURED_SUBJECT.length + 6)}…`
    : `${subject.slice(0, 2)}•••${subject.slice(-2)}`;
}
