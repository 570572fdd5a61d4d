import { randomUUID } from 'node:crypto';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { isHelperAlready, storeDelegation } from './store-delegation.ts';
import { tellBothSides } from './tell-both-sides.ts';

/** A mandate that head office has seen on paper, such as a guardian's. */
export interface Mandate {
  /** Member number; `helper` likewise. */
  readonly giver: string;
  readonly helper: string;
  readonly scope: DelegationScope;
  /** Last day, as ISO date. */
  readonly endsOn: string;
}

/** Result of entering a mandate. Only `granted` has an effect. */
export type GrantOutcome =
  | { readonly result: 'granted'; readonly id: string }
  /** No such member, or the member has left. */
  | { readonly result: 'unknown'; readonly side: 'giver' | 'helper' }
  /** The helper may already use the account, or has an open offer. */
  | { readonly result: 'already' };

/** Enters a mandate. It is valid at once, without consent at a kiosk; both sides get a mail. */
export function grantMandate(
  deps: Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes'>,
  { giver, helper, scope, endsOn }: Mandate,
): Promise<GrantOutcome> {
  return deps.database.transaction(async (connection) => {
    await lockPeople(connection, [giver]);
    const known = await connection.query<{ number: string }>(
      'SELECT number FROM member WHERE number IN ($1, $2) AND closed_at IS NULL',
      [giver, helper],
    );
    const missing = (['giver', 'helper'] as const).find(
      (side) => !known.some(({ number }) => number === { giver, helper }[side]),
    );
    if (missing !== undefined) return { result: 'unknown', side: missing };
    const at = deps.now();
    if (await isHelperAlready(connection, giver, helper, localDay(at))) return { result: 'already' };
    const id = randomUUID();
    await storeDelegation(connection, { id, giver, helper, kind: 'mandate', scope, at, endsOn });
    const mailed = { giver, helper, scope, ends_on: endsOn };
    await tellBothSides(connection, deps, 'delegation-granted', [mailed]);
    return { result: 'granted', id };
  });
}
