import { CALL_LIFE } from '../../../src-shared/policy/staff/branch.ts';
import type { CallAnswer } from '../../../src-shared/hub-api/hub-calls.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { shownName, type StaffPerson } from '../../staff/staff-people.ts';
import { recordAct } from '../../staff/staff-record.ts';
import { tellBranch } from '../told-kiosk.ts';

/**
 * An adviser comes to who called. Of two who take it at the same moment one does, and the other is told who. From then on
 * the page shows this adviser who the member is, so it is an act, and stands in the audit.
 */
export function takeCall(
  deps: HubDeps,
  person: StaffPerson,
  call: string,
): Promise<Exclude<CallAnswer<'branch-page/take'>, { result: 'page-locked' }>> {
  const { database, now } = deps;
  return database.transaction(async (connection) => {
    if (person.role === 'it') return { result: 'not-allowed' };
    const at = now();
    const since = new Date(at.getTime() - CALL_LIFE).toISOString();
    const [taken] = await connection.query<{ kiosk: string; branch: string; visit: string }>(
      `UPDATE branch_call SET taken_at = $2::timestamptz, taken_by = $3, taken_name = $4
       WHERE id = $1 AND closed_at IS NULL AND taken_at IS NULL AND called_at > $5::timestamptz
         AND ($6::text IS NULL OR branch = $6::text)
         AND EXISTS (SELECT FROM kiosk WHERE kiosk.id = branch_call.kiosk AND revoked_at IS NULL AND suspended_at IS NULL)
       RETURNING kiosk, branch, visit`,
      [call, at.toISOString(), person.badge, shownName(person), since, person.branch],
    );
    if (taken !== undefined) {
      const act = { act: 'take-call', reason: null, outcome: 'done' };
      await recordAct(connection, deps, { person, ...taken, ...act });
      await tellBranch(connection, taken.branch);
      return { result: 'taken' };
    }
    const [row] = await connection.query<{ by: string | null; badge: string | null; closed: boolean }>(
      `SELECT taken_name AS by, taken_by AS badge, closed_at IS NOT NULL OR called_at <= $2::timestamptz AS closed
       FROM branch_call WHERE id = $1 AND ($3::text IS NULL OR branch = $3::text)`,
      [call, since, person.branch],
    );
    if (row === undefined || row.closed || row.by === null) return { result: 'closed' };
    return row.badge === person.badge ? { result: 'taken' } : { result: 'other', by: row.by };
  });
}

/** The call that this adviser took has had its answer. */
export function closeCall({ database, now }: HubDeps, person: StaffPerson, call: string): Promise<void> {
  return database.transaction(async (connection) => {
    const [closed] = await connection.query<{ branch: string }>(
      `UPDATE branch_call SET closed_at = $3::timestamptz, ending = 'helped'
       WHERE id = $1 AND taken_by = $2 AND closed_at IS NULL RETURNING branch`,
      [call, person.badge, now().toISOString()],
    );
    if (closed !== undefined) await tellBranch(connection, closed.branch);
  });
}
