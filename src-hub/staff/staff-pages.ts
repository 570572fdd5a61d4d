import { PAGE_IDLE } from '../../src-shared/policy/staff/branch.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import { tableLines } from '../basics/table-lines.ts';
import { terminalMoment } from '../basics/terminal-moment.ts';
import { defineCommand, done, notDone, summaryLine } from '../cli/define-command.ts';
import { ACTOR } from '../cli/help-text.ts';
import { anyText, option } from '../cli/parameters.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { queryOf } from '../database/single-statement.ts';
import { badgeArgument } from './badge-argument.ts';
import { PAGE_STANDS, staffByBadge } from './staff-people.ts';

/** An open branch page. */
interface OpenPage {
  readonly badge: string;
  readonly name: string;
  /** Null: all branches. */
  readonly branch: string | null;
  readonly openedAt: Date;
  readonly usedAt: Date;
  readonly endsAt: Date;
}

/** `staff pages`: who has the branch page open. */
export const staffPagesCommand = defineCommand({
  name: 'staff pages',
  summary: 'Tells which branch pages are open, by whom and since when',
  takes: { branch: option('BRANCH', 'only of this branch', anyText) },
  effect: 'reads',
  examples: ['', '--branch Nantes', '--json'],
  run: async ({ branch: only }, deps) => {
    const now = deps.now().getTime();
    const pages = (await openPages(deps))
      .filter(({ branch }) => only === undefined || branch === only)
      .map((page) => ({ ...page, isAsleep: now - page.usedAt.getTime() >= PAGE_IDLE }));
    const lines = pages.map((page) => [
      ...[page.badge, page.name, page.branch ?? 'all'],
      ...[page.openedAt, page.usedAt, page.endsAt].map(terminalMoment),
      page.isAsleep ? 'asleep' : 'awake',
    ]);
    const head = ['badge', 'name', 'branch', `opened (${agencyZone()})`, 'last touched', 'ends', 'state'];
    const counts = { open: pages.length, asleep: pages.filter(({ isAsleep }) => isAsleep).length };
    return done([...tableLines([head, ...lines]), summaryLine(counts)], {
      zone: agencyZone(),
      pages,
      ...counts,
    });
  },
});

/** `staff close`: ends the branch pages of a badge, which stays good. */
export const staffCloseCommand = defineCommand({
  name: 'staff close',
  summary: 'Ends the open branch pages of a badge, as when a computer is lost; the badge stays good',
  takes: { badge: badgeArgument },
  effect: 'changes',
  audited: { concerns: ({ badge }: { readonly badge: string }) => `badge ${badge}` },
  notDoneWhen: 'nobody has this badge, or no page of it is open',
  examples: [`4711 ${ACTOR}`],
  run: async ({ badge }, deps) => {
    const person = await staffByBadge(deps.database, badge);
    if (person === null) return notDone([`Nobody has the badge ${badge}; see staff list.`]);
    const closed = await deps.database.transaction(({ query }) =>
      query(
        `UPDATE branch_page SET ended_at = $2::timestamptz
         WHERE staff = $1 AND ended_at IS NULL AND ends_at > $2::timestamptz RETURNING 1`,
        [person.id, deps.now().toISOString()],
      ),
    );
    if (closed.length === 0)
      return notDone([`No branch page of the badge ${badge} is open; see staff pages.`]);
    return done([`Ended: ${closed.length} branch pages of the badge ${badge}.`], {
      badge,
      pages: closed.length,
    });
  },
});

/** Pages that stand, the oldest first: those of people who were ended, renewed or moved do not. */
function openPages({ database, now }: Pick<HubDeps, 'database' | 'now'>): Promise<OpenPage[]> {
  return queryOf(database)<OpenPage>(
    `SELECT badge, given_name || ' ' || family_name AS name, page.branch, page.opened_at AS "openedAt",
       page.used_at AS "usedAt", page.ends_at AS "endsAt"
     FROM branch_page page JOIN staff ON staff.id = page.staff
     WHERE ${PAGE_STANDS} ORDER BY page.opened_at`,
    [now().toISOString()],
  );
}
