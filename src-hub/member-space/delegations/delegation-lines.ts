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

/**
 * The newest delegations as a table for staff.
 * @param member shows only those of this number, on either side; null: all
 */
export async function delegationLines(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  member: string | null,
): Promise<string[]> {
  const rows = await singleStatement(database)<Row>(
    `SELECT id, giver, helper, kind, scope, used_at, accepted_at, declined_at, revoked_at, ends_on,
       ${GIVER_IS_HERE} AND EXISTS (SELECT FROM member WHERE number = helper AND closed_at IS NULL) AS both_here
     FROM delegation WHERE $1::text IS NULL OR $1 IN (giver, helper)
     ORDER BY offered_at DESC, id LIMIT $2`,
    [member, LISTED + 1],
  );
  const today = localDay(now());
  const table = rows
    .slice(0, LISTED)
    .map((row) => [
      row.id,
      personOf(row.giver),
      personOf(row.helper),
      row.kind,
      row.scope,
      delegationState(row, today, row.both_here),
      row.ends_on,
      row.used_at?.toISOString().slice(0, 10) ?? '-',
    ]);
  const lines = tableLines([['id', 'of', 'helper', 'kind', 'scope', 'state', 'last day', 'used'], ...table]);
  return rows.length > LISTED ? [...lines, `The newest ${LISTED}; there are more.`] : lines;
}

/** Staff cannot find a person by a keyed hash, so it is not shown. */
function personOf(subject: string): string {
  return subject.startsWith(INSURED_SUBJECT) ? 'only insured' : subject;
}
