import { TWO_BRANCHES_WITHIN } from '../../../src-shared/policy/staff/staff.ts';
import { appendAudit } from '../../audit/audit-rows.ts';
import { tokenHash } from '../../basics/hashes.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { noteAlert } from '../../mail/note-limit.ts';
import type { StaffPerson } from '../../staff/staff-people.ts';
import { staffOperator } from '../../staff/staff-record.ts';
import { isOutsideHours, type WatchDeps } from '../../staff/staff-watch.ts';

/** Hash of a network, as kept of a page: enough to compare. */
export function networkHash(network: string): Buffer {
  return tokenHash(`network\n${network}`);
}

/**
 * Keeps in the audit that a page was opened, and tells staff when that should not be: outside the hours of work, or
 * within half an hour of the same badge elsewhere. Within the transaction of the login, before the page is stored.
 */
export async function watchPage(
  connection: HubConnection,
  deps: WatchDeps,
  person: StaffPerson,
  network: string,
): Promise<void> {
  const at = deps.now();
  await appendAudit(connection, deps, {
    ...{ operator: staffOperator(person), command: 'staff page' },
    ...{ concerns: `branch ${person.branch ?? 'all'}`, reason: '-', result: 'done' },
  });
  const badge = `badge ${person.badge}`;
  if (isOutsideHours(deps, at)) await noteAlert(connection, deps, 'staff-hours', badge);
  const since = new Date(at.getTime() - TWO_BRANCHES_WITHIN).toISOString();
  const elsewhere = await connection.query(
    `SELECT FROM staff_act WHERE staff = $1 AND branch <> $2::text AND at > $4::timestamptz
     UNION ALL SELECT FROM branch_page WHERE staff = $1 AND network <> $3 AND used_at > $4::timestamptz LIMIT 1`,
    [person.id, person.branch, networkHash(network), since],
  );
  if (elsewhere.length > 0) await noteAlert(connection, deps, 'staff-two-branches', badge);
}
