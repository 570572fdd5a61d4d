import { agencyZone } from '../../src-shared/time/zone.ts';
import { STAFF_ROLES, type StaffRole } from '../../src-shared/values/staff.ts';
import { tableLines } from '../basics/table-lines.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { commandGroup } from '../cli/command-group.ts';
import type { Told } from '../cli/declaration.ts';
import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
import { ACTOR } from '../cli/help-text.ts';
import { anyText, neededOption, oneOf, option, readPrivately } from '../cli/parameters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { badgeArgument } from './badge-argument.ts';
import type { Slip } from './first-use.ts';
import { addStaff, branches, endStaff, moveStaff, renewStaff } from './staff-registry.ts';
import { staffCloseCommand, staffPagesCommand } from './staff-pages.ts';
import { staffReportCommand } from './staff-report.ts';

const nameOf = (what: string) =>
  neededOption(
    'NAME',
    `${what}; members see the first name and an initial`,
    readPrivately((text) => {
      const name = text.normalize('NFC').trim();
      return /^\p{L}[\p{L}\p{M} .'’-]{0,39}$/u.test(name) ? name : null;
    }, 'is no name: it has 1 to 40 letters, spaces, dots, dashes and apostrophes'),
  );

const role = neededOption('ROLE', `one of ${STAFF_ROLES.join(', ')}`, oneOf(STAFF_ROLES));

const branch = option(
  'BRANCH',
  'branch: the name of its kiosks without the number; only for `it`: left out for all branches',
  anyText,
);

const audited = { concerns: (given: { readonly badge: string }) => `badge ${given.badge}` };

const branchCheck = ({ role: of, branch: at }: { role: StaffRole; branch: string | undefined }): string[] =>
  at === undefined && of !== 'it' ? ['--branch is missing: only `it` may be of all branches.'] : [];

const newCommand = defineCommand({
  name: 'staff new',
  summary:
    'Registers a person of a branch, and tells the code of the slip for the first use, which serves once',
  takes: {
    badge: badgeArgument,
    givenName: nameOf('first name'),
    familyName: nameOf('family name'),
    role,
    branch,
  },
  effect: 'changes',
  audited: { ...audited, keeps: ['role', 'branch'] },
  needs: ['secret'],
  notDoneWhen: 'somebody has this badge, or no kiosk is of this branch',
  examples: [`4711 --given-name Camille --family-name Durand --role adviser --branch Nantes ${ACTOR}`],
  check: branchCheck,
  run: async ({ branch: at, ...person }, deps, { dryRun }) => {
    const unknown = await unknownBranch(deps, at);
    if (unknown !== null) return unknown;
    const slip = await addStaff(deps, { ...person, branch: at ?? null });
    if (slip === null) return notDone([`Somebody has the badge ${person.badge}; see staff list.`]);
    return slipTold(person.badge, slip, dryRun, { role: person.role, branch: at ?? 'all' });
  },
});

const renewCommand = defineCommand({
  name: 'staff renew',
  summary: 'Ends PIN, password and second factor of a badge, and tells the code of a new slip',
  takes: { badge: badgeArgument },
  effect: 'changes',
  audited,
  needs: ['secret'],
  notDoneWhen: 'nobody has this badge',
  examples: [`4711 ${ACTOR}`],
  run: async ({ badge: number }, deps, { dryRun }) => {
    const slip = await renewStaff(deps, number);
    return slip === null ? nobody(number) : slipTold(number, slip, dryRun, {});
  },
});

const roleCommand = defineCommand({
  name: 'staff role',
  summary: 'Gives a person another role or branch; open sessions end',
  takes: { badge: badgeArgument, role, branch },
  effect: 'changes',
  audited: { ...audited, keeps: ['role', 'branch'] },
  notDoneWhen: 'nobody has this badge, or no kiosk is of this branch',
  examples: [`4711 --role lead --branch Nantes ${ACTOR}`],
  check: branchCheck,
  run: async ({ badge: number, role: as, branch: at }, deps) => {
    const unknown = await unknownBranch(deps, at);
    if (unknown !== null) return unknown;
    if (!(await moveStaff(deps, number, { role: as, branch: at ?? null }))) return nobody(number);
    const where = at ?? 'all';
    return done([`Badge ${number}: ${as}, ${where === 'all' ? 'all branches' : where}.`], {
      ...{ badge: number, role: as, branch: where },
    });
  },
});

const endCommand = defineCommand({
  name: 'staff end',
  summary: 'Ends a badge for good: at once where there is a line, within 24 hours at a kiosk without',
  takes: { badge: badgeArgument },
  effect: 'changes',
  audited,
  notDoneWhen: 'nobody has this badge',
  examples: [`4711 ${ACTOR}`],
  run: async ({ badge: number }, deps) =>
    (await endStaff(deps, number)) ? done([`Ended: badge ${number}.`], { badge: number }) : nobody(number),
});

const listCommand = defineCommand({
  name: 'staff list',
  summary: 'Tells who works in the branches, and how far each badge is',
  takes: { branch: option('BRANCH', 'only of this branch', anyText) },
  effect: 'reads',
  examples: ['', '--branch Nantes', '--json'],
  run: async ({ branch: only }, { database, now }) => {
    const rows = await database.db
      .selectFrom('staff')
      .selectAll()
      .orderBy('branch')
      .orderBy('badge')
      .execute();
    const staff = rows
      .filter((row) => only === undefined || row.branch === only)
      .map((row) => ({
        ...{ badge: row.badge, givenName: row.given_name, familyName: row.family_name, role: row.role },
        ...{ branch: row.branch, state: stateOf(row, now()), readyAt: row.ready_at, endedAt: row.ended_at },
      }));
    const lines = staff.map((one) => [
      ...[one.badge, `${one.givenName} ${one.familyName}`, one.role, one.branch ?? 'all'],
      ...[one.state, one.readyAt === null ? '-' : terminalMoment(one.readyAt)],
    ]);
    const counts = {
      ready: staff.filter(({ state }) => state === 'ready').length,
      waiting: staff.filter(({ state }) => state === 'slip waits' || state === 'slip expired').length,
      ended: staff.filter(({ state }) => state === 'ended').length,
    };
    const head = ['badge', 'name', 'role', 'branch', 'state', `first use (${agencyZone()})`];
    return done([...tableLines([head, ...lines]), summaryLine(counts)], {
      zone: agencyZone(),
      staff,
      ...counts,
    });
  },
});

/** `staff`: people of branches, their badges, and what they did. */
export const staffCommand = commandGroup(
  'staff',
  [
    ...[newCommand, listCommand, roleCommand, renewCommand, endCommand],
    ...[staffPagesCommand, staffCloseCommand, staffReportCommand],
  ],
  'list',
);

function stateOf(
  row: {
    readonly ended_at: Date | null;
    readonly ready_at: Date | null;
    readonly slip_expires_at: Date | null;
  },
  now: Date,
): 'ended' | 'ready' | 'slip waits' | 'slip expired' {
  if (row.ended_at !== null) return 'ended';
  if (row.ready_at !== null) return 'ready';
  return row.slip_expires_at !== null && row.slip_expires_at > now ? 'slip waits' : 'slip expired';
}

async function unknownBranch(deps: HubDeps, at: string | undefined): Promise<Told | null> {
  if (at === undefined || (await branches(deps)).has(at)) return null;
  return notDone([`No kiosk is of the branch ${at}; see kiosks list.`]);
}

function nobody(badge: string): Told {
  return notDone([`Nobody has the badge ${badge}; see staff list.`]);
}

function slipTold(badge: string, { code, expiresAt }: Slip, dryRun: boolean, facts: Told['facts']): Told {
  if (dryRun) return done([`A slip for the badge ${badge} would be made.`], { badge, ...facts });
  return done(
    [
      `Slip of the badge ${badge}: ${code}`,
      `Once, on the branch page (/agence), until ${terminalMoment(expiresAt)} (${agencyZone()}); it is not shown again.`,
    ],
    { badge, code, expiresAt, ...facts },
  );
}
