import { addDays, localDay } from '../../src-shared/time/days.ts';
import { agencyZone } from '../../src-shared/time/zone.ts';
import type { TidyStep } from './tidy-step.ts';
import { GIVER_IS_HERE } from '../member-space/delegations/giver-here.ts';
import { tellBothSides, type MailedDelegation } from '../member-space/delegations/tell-both-sides.ts';
import { DELEGATION_REMINDER_DAYS } from '../../src-shared/policy/delegations.ts';

/**
 * Posts reminders of delegations that end soon, once each, to both sides. None goes when the delegation was accepted
 * within these last days: then both sides have just heard of its end.
 */
export const remindOfDelegationEnds: TidyStep = async (connection, deps, limit) => {
  const now = deps.now();
  const today = localDay(now);
  const rows = await connection.query<MailedDelegation>(
    `UPDATE delegation SET reminded_at = $1::timestamptz
     WHERE id IN
       (SELECT id FROM delegation
        WHERE reminded_at IS NULL AND accepted_at IS NOT NULL AND declined_at IS NULL AND revoked_at IS NULL
          AND ends_on BETWEEN $2::date AND $3::date
          AND (accepted_at AT TIME ZONE $6)::date < ends_on - $4::integer AND ${GIVER_IS_HERE}
        LIMIT $5 FOR UPDATE SKIP LOCKED)
     RETURNING giver, helper, scope, ends_on`,
    [
      ...[now.toISOString(), today, addDays(today, DELEGATION_REMINDER_DAYS)],
      ...[DELEGATION_REMINDER_DAYS, limit, agencyZone()],
    ],
  );
  if (rows.length > 0) await tellBothSides(connection, deps, 'delegation-ending', rows);
  return rows.length;
};
