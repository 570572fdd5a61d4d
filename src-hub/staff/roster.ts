import { createHash } from 'node:crypto';
import type { Roster } from '../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { ROSTER_VALID } from '../../src-shared/policy/staff/staff.ts';
import type { Queryable } from '../database/single-statement.ts';
import { shownName, staffOfBranch } from './staff-people.ts';

/** The list of a branch's staff for its kiosks. @param known version of the list that the kiosk has; null: none */
export async function rosterOf(where: Queryable, branch: string, known: string | null): Promise<Roster> {
  const people = await staffOfBranch(where, branch);
  const staff = people.map((person) => ({
    badge: person.badge,
    name: shownName(person),
    role: person.role,
    pinHash: person.readyAt === null ? null : person.pinPhc,
  }));
  const version = createHash('sha256')
    .update(JSON.stringify([branch, staff]))
    .digest('hex');
  return { version, validFor: ROSTER_VALID, staff: version === known ? null : staff };
}
