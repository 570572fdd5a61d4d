import { INSURED_SUBJECT } from '../../people/subjects.ts';
import { singleStatement } from '../../database/single-statement.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { tableLines } from '../../basics/table-lines.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { delegationState, type DelegationTimes } from './delegation-state.ts';
import { GIVER_IS_HERE } from './giver-here.ts';

/** Most rows of one list. */
const LISTED = 500;

interface Row extends DelegationTimes {
  readonly id: string;
  readonly giver: string;
  readonly helper: string;
  readonly kind: string;
  readonly scope: string;
  readonly used_at: Date | null;
  readonly both_here: boolean;
}

/** A delegation for staff. */
export interface ListedDelegation {
  readonly id: string;
  /** Member number; null: a person only insured, whom staff cannot find by what is stored. */
  readonly giver: string | null;
  readonly helper: string | null;
  readonly kind: string;
  readonly scope: string;
  readonly state: string;
  /** ISO date. */
  readonly endsOn: string;
  readonly usedAt: Date | null;
}

/** The newest delegations. `isWhole`: there are no more. */
export interface DelegationList {
  readonly delegations: readonly ListedDelegation[];
  readonly isWhole: boolean;
}

/**
 * The newest delegations for staff.
 * @param member shows only those of this number, on either side; null: all
 */
export async function listDelegations(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  member: string | null,
): Promise<DelegationList> {
  const rows = await singleStatement(database)<Row>(
    `SELECT id, giver, helper, kind, scope, used_at, accepted_at, declined_at, revoked_at, waits_since, ends_on,
       ${GIVER_IS_HERE} AND EXISTS (SELECT FROM member WHERE number = helper AND closed_at IS NULL) AS both_here
     FROM delegation WHERE $1::text IS NULL OR $1 IN (giver, helper)
     ORDER BY offered_at DESC, id LIMIT $2`,
    [member, LISTED + 1],
  );
  const today = localDay(now());
  const delegations = rows.slice(0, LISTED).map((row) => ({
    id: row.id,
    giver: numberOf(row.giver),
    helper: numberOf(row.helper),
    kind: row.kind,
    scope: row.scope,
    state: delegationState(row, today, row.both_here),
    endsOn: row.ends_on,
    usedAt: row.used_at,
  }));
  return { delegations, isWhole: rows.length <= LISTED };
}

/** The list as a table. */
export function delegationLines({ delegations, isWhole }: DelegationList): string[] {
  const table = delegations.map(({ id, giver, helper, kind, scope, state, endsOn, usedAt }) => [
    id,
    giver ?? 'only insured',
    helper ?? 'only insured',
    kind,
    scope,
    state,
    endsOn,
    usedAt === null ? '-' : localDay(usedAt),
  ]);
  const lines = tableLines([['id', 'of', 'helper', 'kind', 'scope', 'state', 'last day', 'used'], ...table]);
  return isWhole ? lines : [...lines, `The newest ${LISTED}; there are more.`];
}

/** Staff cannot find a person by a keyed hash, so it is not shown. */
function numberOf(subject: string): string | null {
  return subject.startsWith(INSURED_SUBJECT) ? null : subject;
}
