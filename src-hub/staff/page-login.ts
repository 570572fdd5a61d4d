import { normalisePassword } from '../../src-shared/policy/password-policy.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { staffByBadge, staffById, type StaffPerson } from './staff-people.ts';
import { verifySecret } from './staff-secrets.ts';
import { beginTry, endRightTry, wrongAnswer } from './staff-tries.ts';
import { wrongTry } from './staff-watch.ts';

/** Badge and password, as typed on the branch page. `place`: network that they come from. */
export interface ShownPassword {
  readonly badge: string;
  readonly password: string;
  readonly place: string;
}

/** Who it is, before the second factor; or what is answered. */
export type CheckedPassword =
  | { readonly result: 'right'; readonly person: StaffPerson }
  | { readonly result: 'wrong'; readonly triesLeft: number }
  | { readonly result: 'locked'; readonly waitMs: number };

/**
 * Checks the password of the branch page, with one hash whoever it is. It lets nobody in: the second factor does
 * (`checkFactor`). A badge that nobody has, that was ended or was never used is answered like a wrong password.
 */
export async function checkPagePassword(
  deps: HubDeps,
  { badge, password, place }: ShownPassword,
): Promise<CheckedPassword> {
  const asked = { badge, what: 'password', kiosk: null, place } as const;
  const begun = await beginTry(deps, asked);
  if (begun.result === 'locked') return begun;
  const found = await staffByBadge(deps.database, badge);
  const isRight = await verifySecret(deps.settings, found?.passwordPhc ?? null, normalisePassword(password));
  if (found === null || !isRight) return wrongTry(deps, asked, begun.left);
  return deps.database.transaction(async (connection) => {
    const person = await staffById(connection, found.id);
    if (person === null) return wrongAnswer(begun.left);
    await endRightTry(connection, asked);
    return { result: 'right', person };
  });
}
