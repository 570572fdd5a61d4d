import type { Delegation } from '../../../src-shared/hub-api/space-data.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { delegationState, type DelegationTimes } from './delegation-state.ts';
import { GIVER_IS_HERE } from './giver-here.ts';
import { namesOf } from '../../people/person-names.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { ENDED_DELEGATION_SHOWN } from '../../../src-shared/policy/delegations.ts';

/** Order on the page: what waits for an answer comes first. */
const STATES: readonly Delegation['state'][] = [
  'offered',
  'active',
  'waiting',
  'declined',
  'revoked',
  'ended',
];

interface Row extends DelegationTimes {
  readonly id: string;
  readonly giver: string;
  readonly helper: string;
  readonly kind: Delegation['kind'];
  readonly scope: Delegation['scope'];
  readonly offered_at: Date;
  readonly used_at: Date | null;
  readonly both_here: boolean;
}

/**
 * Delegations that the person gave or received. Active ones come first, then those that ended within 90 days; by name.
 */
export const delegations: SpaceHandler<'delegations'> = async ({ deps, session }) => {
  const { database, now } = deps;
  const at = now();
  const since = new Date(at.getTime() - ENDED_DELEGATION_SHOWN);
  const rows = await singleStatement(database)<Row>(
    `SELECT id, giver, helper, kind, scope, offered_at, used_at, accepted_at, declined_at, revoked_at, waits_since, ends_on,
       ${GIVER_IS_HERE} AND EXISTS (SELECT FROM member WHERE number = helper AND closed_at IS NULL) AS both_here
     FROM delegation
     WHERE $1 IN (giver, helper) AND ends_on >= $2::date
       AND (declined_at IS NULL OR declined_at > $3::timestamptz)
       AND (revoked_at IS NULL OR revoked_at > $3::timestamptz)`,
    [session.self, localDay(since), since.toISOString()],
  );
  const otherOf = ({ giver, helper }: Row): string => (giver === session.self ? helper : giver);
  const names = await namesOf(database, [...new Set(rows.map(otherOf))]);
  const shown = rows.map((row) => ({
    given: row.giver === session.self,
    delegation: delegationOf(row, names.get(otherOf(row)) ?? '', localDay(at)),
  }));
  const side = (given: boolean): Delegation[] =>
    shown
      .filter((one) => one.given === given)
      .map(({ delegation }) => delegation)
      .sort(inOrder);
  return { result: 'ok', given: side(true), received: side(false) };
};

function delegationOf(row: Row, name: string, today: string): Delegation {
  const { id, kind, scope, offered_at, ends_on, used_at, both_here } = row;
  return {
    ...{ id, name, kind, scope, state: delegationState(row, today, both_here) },
    ...{ offeredAt: offered_at.getTime(), endsOn: ends_on, lastUsedAt: used_at?.getTime() ?? null },
  };
}

const byName = new Intl.Collator('fr').compare;

function inOrder(one: Delegation, other: Delegation): number {
  const states = STATES.indexOf(one.state) - STATES.indexOf(other.state);
  return states || byName(one.name, other.name) || other.offeredAt - one.offeredAt;
}
