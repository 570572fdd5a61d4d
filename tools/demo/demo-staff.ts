import type { HubDeps } from '../../src-hub/core/hub-deps.ts';
import { staffByBadge } from '../../src-hub/staff/staff-people.ts';
import { addStaff, renewStaff, type NewStaff } from '../../src-hub/staff/staff-registry.ts';

/** A person of the demonstration's branch. */
export interface DemoAdviser {
  readonly badge: string;
  readonly name: string;
  readonly role: NewStaff['role'];
  /** Code of the slip for the first use; null: the badge was used already. */
  readonly slip: string | null;
}

const PEOPLE: readonly NewStaff[] = [
  { badge: '471100', givenName: 'Camille', familyName: 'Fictif', role: 'adviser', branch: 'Nantes' },
  { badge: '471200', givenName: 'Dominique', familyName: 'Exemple', role: 'lead', branch: 'Nantes' },
  { badge: '471300', givenName: 'Alix', familyName: 'Modèle', role: 'it', branch: 'Nantes' },
];

/** Registers the people of the branch. Who was registered before and has not used the badge gets a new slip. */
export async function demoStaff(deps: HubDeps): Promise<DemoAdviser[]> {
  const advisers: DemoAdviser[] = [];
  for (const person of PEOPLE) {
    const { badge, givenName, familyName, role } = person;
    const before = await staffByBadge(deps.database, badge);
    const isUsed = before !== null && before.readyAt !== null;
    const slip = isUsed ? null : ((await addStaff(deps, person)) ?? (await renewStaff(deps, badge)));
    advisers.push({ badge, name: `${givenName} ${familyName}`, role, slip: slip?.code ?? null });
  }
  return advisers;
}
