import { branchOf } from '../../src-shared/values/branch.ts';
import type { StaffRole } from '../../src-shared/values/staff.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { makeSlip, type Slip } from './first-use.ts';

type RegistryDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>;

/** A new person of staff. */
export interface NewStaff {
  readonly badge: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: StaffRole;
  /** Null: all branches. */
  readonly branch: string | null;
}

/** Registers a person. @returns the slip of the first use; null: somebody has this badge */
export async function addStaff(deps: RegistryDeps, person: NewStaff): Promise<Slip | null> {
  const { slip, columns } = makeSlip(deps, person.badge);
  const at = deps.now();
  const added = await deps.database.db
    .insertInto('staff')
    .values({
      ...{ badge: person.badge, given_name: person.givenName, family_name: person.familyName },
      ...{ role: person.role, branch: person.branch, made_at: at, changed_at: at, ...columns },
    })
    .onConflict((conflict) => conflict.column('badge').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added === undefined ? null : slip;
}

/**
 * Gives a person a new slip, after a forgotten PIN or a lost telephone. PIN, password, second factor and sessions are
 * worth nothing from now on.
 * @returns null: nobody has this badge
 */
export async function renewStaff(deps: RegistryDeps, badge: string): Promise<Slip | null> {
  const { slip, columns } = makeSlip(deps, badge);
  const cleared = {
    ...{ pin_phc: null, password_phc: null, factor_sealed: null, setup_sealed: null },
    ...{ ready_at: null, changed_at: deps.now() },
  };
  const renewed = await deps.database.db
    .updateTable('staff')
    .set({ ...columns, ...cleared })
    .where('badge', '=', badge)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (renewed === undefined) return null;
  await endSessions(deps, renewed.id);
  return slip;
}

/** Changes role and branch; sessions end, since they gave the rights of before. @returns false: nobody has this badge */
export async function moveStaff(
  deps: RegistryDeps,
  badge: string,
  { role, branch }: Pick<NewStaff, 'role' | 'branch'>,
): Promise<boolean> {
  const moved = await deps.database.db
    .updateTable('staff')
    .set({ role, branch, changed_at: deps.now() })
    .where('badge', '=', badge)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (moved === undefined) return false;
  await endSessions(deps, moved.id);
  return true;
}

/** Ends a badge for good: online at once, at kiosks without the line within a day. @returns false: nobody has it */
export async function endStaff(deps: RegistryDeps, badge: string): Promise<boolean> {
  const at = deps.now();
  const ended = await deps.database.db
    .updateTable('staff')
    .set({
      ...{ ended_at: at, changed_at: at, slip_mac: null, slip_expires_at: null },
      ...{ factor_sealed: null, setup_sealed: null, ready_at: null },
    })
    .where('badge', '=', badge)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await endSessions(deps, ended.id);
  return true;
}

/** Names of the branches that have a kiosk. */
export async function branches({ database }: Pick<HubDeps, 'database'>): Promise<ReadonlySet<string>> {
  const kiosks = await database.db
    .selectFrom('kiosk')
    .select('name')
    .where('kind', '=', 'kiosk')
    .where('revoked_at', 'is', null)
    .execute();
  return new Set(kiosks.map(({ name }) => branchOf(name)));
}

async function endSessions({ database, now }: RegistryDeps, staff: string): Promise<void> {
  await database.db
    .updateTable('staff_session')
    .set({ ended_at: now() })
    .where('staff', '=', staff)
    .where('ended_at', 'is', null)
    .execute();
}
