import type { SecondFactorAnswer, StaffLoginAnswer } from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { lockPeople } from '../database/lock-people.ts';
import { spendFactor } from './second-factor.ts';
import { shownName, staffByBadge, staffById, worksIn, type StaffPerson } from './staff-people.ts';
import { recordAct } from './staff-record.ts';
import { verifySecret } from './staff-secrets.ts';
import { openSession, placeOf, readSession } from './staff-session.ts';
import { watchTry, wrongTry } from './staff-watch.ts';
import { beginTry, endRightTry, wrongAnswer, type BegunTry, type StaffTry } from './staff-tries.ts';

type Wrong = Exclude<BegunTry, { result: 'try' }> | ReturnType<typeof wrongAnswer>;

/** What is shown at a kiosk. */
export interface ShownBadge {
  readonly kiosk: string;
  readonly badge: string;
  readonly pin: string;
}

/**
 * Checks badge and PIN, with one hash whoever it is, so that no time tells whether somebody has the badge.
 * @returns the person, of any branch, or what is answered
 */
export async function checkPin(
  deps: HubDeps,
  { kiosk, badge, pin }: ShownBadge,
): Promise<{ readonly result: 'right'; readonly person: StaffPerson; readonly branch: string } | Wrong> {
  const { branch } = await placeOf(deps.database, kiosk);
  const asked: StaffTry = { badge, what: 'pin', kiosk, place: branch };
  const begun = await beginTry(deps, asked);
  if (begun.result === 'locked') return begun;
  const found = await staffByBadge(deps.database, badge);
  const isRight = await verifySecret(deps.settings, found?.pinPhc ?? null, pin);
  if (found !== null && isRight)
    return deps.database.transaction(async (connection) => {
      // Who was ended while the hash was made is out.
      const person = await staffById(connection, found.id);
      if (person === null) return wrongAnswer(begun.left);
      await endRightTry(connection, asked);
      return { result: 'right' as const, person, branch };
    });
  return wrongTry(deps, asked, begun.left);
}

/** Begins the session of an adviser at a kiosk. */
export async function logInStaff(
  deps: HubDeps,
  shown: ShownBadge & { readonly visit: string | null },
): Promise<StaffLoginAnswer> {
  const checked = await checkPin(deps, shown);
  if (checked.result !== 'right') {
    deps.log.warn({ kiosk: shown.kiosk }, 'staff-refused');
    return (await isUnused(deps, shown)) ? { result: 'not-ready' } : checked;
  }
  const { person, branch } = checked;
  const { kiosk, visit } = shown;
  const entry = { person, kiosk, branch, visit, act: 'in', reason: null };
  if (!worksIn(person, branch)) {
    await deps.database.transaction((connection) =>
      recordAct(connection, deps, { ...entry, outcome: 'other-branch' }),
    );
    return { result: 'other-branch' };
  }
  return deps.database.transaction(async (connection) => {
    const session = await openSession(connection, deps, { staff: person.id, kiosk, branch, visit });
    await recordAct(connection, deps, { ...entry, outcome: 'done' });
    return { result: 'in', session, name: shownName(person), role: person.role };
  });
}

/** A badge of this branch that waits for its first use: its kiosks know it already. */
async function isUnused(deps: HubDeps, { kiosk, badge }: ShownBadge): Promise<boolean> {
  const person = await staffByBadge(deps.database, badge);
  const { branch } = await placeOf(deps.database, kiosk);
  return person?.pinPhc === null && person.branch === branch;
}

/**
 * Checks the second factor of a person, and spends it.
 * @returns how many recovery codes are left, or what is answered
 */
export async function checkFactor(
  deps: HubDeps,
  person: Pick<StaffPerson, 'id' | 'badge'>,
  code: string,
  at: { readonly kiosk: string | null; readonly place: string },
): Promise<{ readonly result: 'right'; readonly recoveryLeft: number } | Wrong> {
  const asked: StaffTry = { badge: person.badge, what: 'factor', ...at };
  const begun = await beginTry(deps, asked);
  if (begun.result === 'locked') return begun;
  return deps.database.transaction(async (connection) => {
    await lockPeople(connection, [`staff-badge:${person.badge}`]);
    const current = await staffById(connection, person.id);
    const left = current === null ? null : await spendFactor(connection, deps, current, code);
    if (left === null) {
      await watchTry(connection, deps, asked);
      return wrongAnswer(begun.left);
    }
    await endRightTry(connection, asked);
    return { result: 'right', recoveryLeft: left };
  });
}

/** Checks the second factor for the session of a kiosk. */
export async function showFactor(
  deps: HubDeps,
  kiosk: string,
  { session: id, code }: { readonly session: string; readonly code: string },
): Promise<SecondFactorAnswer> {
  const session = await readSession(deps.database, deps, kiosk, id);
  if (session === null) return { result: 'ended' };
  const checked = await checkFactor(deps, session.person, code, { kiosk, place: session.branch });
  if (checked.result !== 'right') return checked;
  await deps.database.db
    .updateTable('staff_session')
    .set({ factor_at: deps.now() })
    .where('id', '=', id)
    .execute();
  return { result: 'in', recoveryLeft: checked.recoveryLeft };
}
