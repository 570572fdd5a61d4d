import { CALL_LIFE } from '../../src-shared/policy/staff/branch.ts';
import type { CallEnd } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import type { CallAnswer, ReadBody } from '../../src-shared/hub-api/hub-calls.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { lockPeople } from '../database/lock-people.ts';
import { branchOfKiosk, tellBranch } from './told-kiosk.ts';
import { endCalls, visitLock } from './visits.ts';

type CallDeps = Pick<HubDeps, 'database' | 'now'>;

/** Calls an adviser of the kiosk's branch. The call of the same visit that still stands is that call. */
export function callAdviser(
  { database, now }: CallDeps,
  kiosk: string,
  { visit, step, block }: ReadBody<'branch/call'>,
): Promise<CallAnswer<'branch/call'>> {
  return database.transaction(async (connection) => {
    await lockPeople(connection, [visitLock(kiosk)]);
    const branch = await branchOfKiosk(connection, kiosk);
    const moment = now();
    const at = moment.toISOString();
    const [open] = await connection.query<{ id: string }>(
      `SELECT id FROM branch_call WHERE kiosk = $1 AND visit = $2 AND closed_at IS NULL
         AND called_at > $3::timestamptz - interval '${CALL_LIFE} milliseconds'`,
      [kiosk, visit, at],
    );
    if (open !== undefined) return { result: 'called', call: open.id };
    await endCalls(connection, { kiosk, except: null }, moment);
    const [made] = await connection.query<{ id: string }>(
      `INSERT INTO branch_call (visit, kiosk, branch, step, block, called_at)
       VALUES ($1, $2, $3, $4, $5, $6::timestamptz) RETURNING id`,
      [visit, kiosk, branch, step, block, at],
    );
    if (made === undefined) throw new Error('a call was not written');
    await tellBranch(connection, branch);
    return { result: 'called', call: made.id };
  });
}

/** How a call of this kiosk stands. */
export async function callState(
  { database, now }: CallDeps,
  kiosk: string,
  call: string,
): Promise<CallAnswer<'branch/call-state'>> {
  const since = new Date(now().getTime() - CALL_LIFE);
  const row = await database.db
    .selectFrom('branch_call')
    .select(['called_at', 'taken_name'])
    .where('id', '=', call)
    .where('kiosk', '=', kiosk)
    .where('closed_at', 'is', null)
    .where('called_at', '>', since)
    .executeTakeFirst();
  if (row === undefined) return { state: 'closed' };
  if (row.taken_name !== null) return { state: 'taken', by: row.taken_name };
  return { state: 'waiting', waitedMs: Math.max(0, now().getTime() - row.called_at.getTime()) };
}

/** Closes a call of this kiosk; one that is closed stays as it is. */
export function endCall(
  { database, now }: CallDeps,
  kiosk: string,
  call: string,
  why: CallEnd,
): Promise<void> {
  return database.transaction(async (connection) => {
    const [ended] = await connection.query<{ branch: string }>(
      `UPDATE branch_call SET closed_at = $3::timestamptz, ending = $4
       WHERE id = $1 AND kiosk = $2 AND closed_at IS NULL RETURNING branch`,
      [call, kiosk, now().toISOString(), why],
    );
    if (ended !== undefined) await tellBranch(connection, ended.branch);
  });
}
