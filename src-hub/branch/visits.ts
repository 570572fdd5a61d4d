import type { z } from 'zod';
import type { branchVisitBodySchema } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import { subjectOf } from '../../src-shared/values/holder.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';
import { branchOfKiosk, tellBranch } from './told-kiosk.ts';

type Told = z.output<typeof branchVisitBodySchema>;

/** Lock of all that is told of the visits of a kiosk, so that two hubs keep one order. */
export const visitLock = (kiosk: string): string => `visit-of:${kiosk}`;

/**
 * Keeps where the visit of a kiosk stands. A kiosk has one visit: another one ends those before, which nobody told the
 * end of. A visit that has ended stays so, and keeps nobody's name.
 */
export function noteVisit(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  kiosk: string,
  told: Told,
): Promise<void> {
  return database.transaction(async (connection) => {
    await lockPeople(connection, [visitLock(kiosk)]);
    const branch = await branchOfKiosk(connection, kiosk);
    const at = now();
    const [known] = await connection.query<{
      kiosk: string;
      ended: boolean;
      step: string;
      block: string | null;
    }>('SELECT kiosk, ended_at IS NOT NULL AS ended, step, block FROM branch_visit WHERE id = $1', [
      told.visit,
    ]);
    if (known !== undefined && (known.ended || known.kiosk !== kiosk)) return;
    const lost = await endVisits(connection, { kiosk, except: told.visit, ending: 'lost' }, at);
    const isAtEnd = told.end !== null;
    const moment = (ahead: number): string => new Date(at.getTime() + ahead).toISOString();
    await connection.query(
      `INSERT INTO branch_visit (id, kiosk, branch, step, block, block_until, holder, started_at, step_since, told_at)
       VALUES ($1, $2, $3, $4, $5, $6::timestamptz, $7, $8::timestamptz, $9::timestamptz, $10::timestamptz)
       ON CONFLICT (id) DO UPDATE SET step = excluded.step, block = excluded.block, block_until = excluded.block_until,
         holder = excluded.holder, step_since = excluded.step_since, told_at = excluded.told_at`,
      [
        ...[told.visit, kiosk, branch, told.step, told.block],
        told.blockFor === null || told.block === null ? null : moment(told.blockFor),
        told.holder === null || isAtEnd ? null : subjectOf(told.holder),
        ...[moment(-told.stepFor), moment(-told.stepFor), at.toISOString()],
      ],
    );
    if (told.end !== null) await endVisits(connection, { kiosk, except: null, ending: told.end }, at);
    // Told again each minute: that is no news for the page.
    const isNews = known === undefined || isAtEnd || known.step !== told.step || known.block !== told.block;
    if (isNews || lost) await tellBranch(connection, branch);
  });
}

/** Ends the visits of a kiosk that stand, and their calls. @returns whether any stood */
async function endVisits(
  connection: HubConnection,
  {
    kiosk,
    except,
    ending,
  }: { readonly kiosk: string; readonly except: string | null; readonly ending: string },
  at: Date,
): Promise<boolean> {
  const ended = await connection.query<{ id: string }>(
    `UPDATE branch_visit SET ended_at = $3::timestamptz, ending = $4, holder = NULL
     WHERE kiosk = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2::uuid RETURNING id`,
    [kiosk, except, at.toISOString(), ending],
  );
  await endCalls(connection, { kiosk, except, isAside: ending === 'aside' }, at);
  return ended.length > 0;
}

/**
 * Ends the calls of a kiosk that stand, but for that of a visit and those of who has stepped aside. `isAside`: who steps aside now
 * waits on for the adviser, beside the kiosk.
 */
export async function endCalls(
  { query }: HubConnection,
  {
    kiosk,
    except,
    isAside = false,
  }: { readonly kiosk: string; readonly except: string | null; readonly isAside?: boolean },
  at: Date,
): Promise<void> {
  const change = isAside
    ? 'aside_at = $3::timestamptz'
    : `closed_at = $3::timestamptz, ending = 'visit-ended'`;
  await query(
    `UPDATE branch_call SET ${change}
     WHERE kiosk = $1 AND closed_at IS NULL AND aside_at IS NULL AND visit IS DISTINCT FROM $2::uuid`,
    [kiosk, except, at.toISOString()],
  );
}
