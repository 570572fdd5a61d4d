import { branchOf } from '../../src-shared/values/branch.ts';
import { STAFF_SESSION_LIFE } from '../../src-shared/policy/staff/staff.ts';
import { randomUuid } from '../basics/random-uuid.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { lockPeople } from '../database/lock-people.ts';
import { queryOf, type Queryable } from '../database/single-statement.ts';
import { staffById, worksIn, type StaffPerson } from './staff-people.ts';

/** An adviser at a kiosk. */
export interface StaffSession {
  readonly id: string;
  readonly kiosk: string;
  readonly kioskName: string;
  readonly branch: string;
  /** The visit that the adviser helps with; null: nobody's. */
  readonly visit: string | null;
  readonly hasFactor: boolean;
  readonly person: StaffPerson;
}

/** Name and branch of a kiosk. */
export async function placeOf(
  where: Queryable,
  kiosk: string,
): Promise<{ readonly name: string; readonly branch: string }> {
  const [row] = await queryOf(where)<{ name: string }>('SELECT name FROM kiosk WHERE id = $1', [kiosk]);
  const name = row?.name ?? '';
  return { name, branch: branchOf(name) };
}

/** Begins a session, and ends the one before at this kiosk. @returns its id */
export async function openSession(
  connection: HubConnection,
  { now, randomBytes }: Pick<HubDeps, 'now' | 'randomBytes'>,
  of: {
    readonly staff: string;
    readonly kiosk: string;
    readonly branch: string;
    readonly visit: string | null;
  },
): Promise<string> {
  await lockPeople(connection, [`staff-kiosk:${of.kiosk}`]);
  const at = now();
  const id = randomUuid(randomBytes(16));
  await connection.query(
    'UPDATE staff_session SET ended_at = $2::timestamptz WHERE kiosk = $1 AND ended_at IS NULL',
    [of.kiosk, at.toISOString()],
  );
  await connection.query(
    `INSERT INTO staff_session (id, staff, kiosk, branch, visit, opened_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz)`,
    [
      ...[id, of.staff, of.kiosk, of.branch, of.visit, at.toISOString()],
      new Date(at.getTime() + STAFF_SESSION_LIFE).toISOString(),
    ],
  );
  return id;
}

/**
 * The session, if it still stands: at this kiosk, not over, its adviser not ended and still of this branch.
 * @returns null: the adviser has to log in anew
 */
export async function readSession(
  where: Queryable,
  { now }: Pick<HubDeps, 'now'>,
  kiosk: string,
  id: string,
): Promise<StaffSession | null> {
  const [row] = await queryOf(where)<{
    staff: string;
    visit: string | null;
    branch: string;
    factor: boolean;
  }>(
    `SELECT staff, visit, branch, factor_at IS NOT NULL AS factor FROM staff_session
     WHERE id = $1 AND kiosk = $2 AND ended_at IS NULL AND ends_at > $3::timestamptz`,
    [id, kiosk, now().toISOString()],
  );
  if (row === undefined) return null;
  const place = await placeOf(where, kiosk);
  const person = await staffById(where, row.staff);
  // A kiosk that was given another name stands in another branch.
  if (person === null || place.branch !== row.branch || !worksIn(person, place.branch)) return null;
  return {
    ...{ id, kiosk, kioskName: place.name, branch: place.branch, visit: row.visit },
    ...{ hasFactor: row.factor, person },
  };
}

/** Ends a session of this kiosk. @returns false when it does not stand */
export async function endSession(
  where: Queryable,
  { now }: Pick<HubDeps, 'now'>,
  kiosk: string,
  id: string,
): Promise<boolean> {
  const ended = await queryOf(where)<{ id: string }>(
    `UPDATE staff_session SET ended_at = $3::timestamptz WHERE id = $1 AND kiosk = $2 AND ended_at IS NULL
     RETURNING id`,
    [id, kiosk, now().toISOString()],
  );
  return ended.length === 1;
}
