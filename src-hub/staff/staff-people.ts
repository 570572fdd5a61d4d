import type { StaffRole } from '../../src-shared/values/staff.ts';
import { queryOf, type Queryable } from '../database/single-statement.ts';

/** A person of a branch's staff. */
export interface StaffPerson {
  readonly id: string;
  readonly badge: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: StaffRole;
  /** Null: all branches. */
  readonly branch: string | null;
  readonly pinPhc: string | null;
  readonly passwordPhc: string | null;
  readonly factorSealed: Buffer | null;
  readonly setupSealed: Buffer | null;
  readonly factorStep: number;
  readonly slipMac: Buffer | null;
  readonly slipExpiresAt: Date | null;
  readonly readyAt: Date | null;
}

const COLUMNS = `id, badge, given_name AS "givenName", family_name AS "familyName", role, branch, pin_phc AS "pinPhc",
  password_phc AS "passwordPhc", factor_sealed AS "factorSealed", setup_sealed AS "setupSealed",
  factor_step AS "factorStep", slip_mac AS "slipMac", slip_expires_at AS "slipExpiresAt", ready_at AS "readyAt"`;

/** Who has this badge and was not ended. */
export async function staffByBadge(where: Queryable, badge: string): Promise<StaffPerson | null> {
  const [row] = await queryOf(where)<StaffPerson>(
    `SELECT ${COLUMNS} FROM staff WHERE badge = $1 AND ended_at IS NULL`,
    [badge],
  );
  return row ?? null;
}

/** The person, unless ended. Asked at each act, so that who is ended is out at once. */
export async function staffById(where: Queryable, id: string): Promise<StaffPerson | null> {
  const [row] = await queryOf(where)<StaffPerson>(
    `SELECT ${COLUMNS} FROM staff WHERE id = $1 AND ended_at IS NULL`,
    [id],
  );
  return row ?? null;
}

/** Whom the kiosks of a branch know without the line: not people of all branches, whose PIN would be at every kiosk. */
export function staffOfBranch(where: Queryable, branch: string): Promise<StaffPerson[]> {
  return queryOf(where)<StaffPerson>(
    `SELECT ${COLUMNS} FROM staff WHERE branch = $1 AND ended_at IS NULL ORDER BY badge`,
    [branch],
  );
}

/** Whether the person works in a branch. */
export function worksIn({ branch }: Pick<StaffPerson, 'branch'>, place: string): boolean {
  return branch === null || branch === place;
}

/** First name and initial: what members may see. */
export function shownName({ givenName, familyName }: Pick<StaffPerson, 'givenName' | 'familyName'>): string {
  const [initial = ''] = new Intl.Segmenter('fr').segment(familyName)[Symbol.iterator]();
  return `${givenName} ${typeof initial === 'string' ? initial : initial.segment}.`;
}

/**
 * SQL condition of a session of the branch page (`page`) of a person (`staff`) that stands; `$1`: now. Who was ended, got a new slip or moved to another branch is out at
 * once, and needs nobody to end their pages.
 */
export const PAGE_STANDS = `page.ended_at IS NULL AND page.ends_at > $1::timestamptz AND staff.ended_at IS NULL
  AND staff.ready_at <= page.opened_at AND staff.branch IS NOT DISTINCT FROM page.branch`;
