import type { StandingAccess } from '../../../src-shared/hub-api/space-data.ts';
import type { DelegationScope } from '../../../src-shared/values/member-space/delegation.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import type { HubDatabase } from '../../database/hub-database.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { namesOf } from '../../people/person-names.ts';

interface WaitingRow {
  readonly kind: 'device' | 'delegation';
  readonly id: string;
  readonly name: string;
  readonly registered_at: Date | null;
  readonly used_at: Date | null;
  readonly helper: string | null;
  readonly scope: DelegationScope | null;
  readonly ends_on: string | null;
}

/** SQL condition on `delegation`: it waits, and can still be used. `$2`: today. */
const DELEGATION_WAITS = `waits_since IS NOT NULL AND declined_at IS NULL AND revoked_at IS NULL AND ends_on >= $2::date`;

/** What waits since a new password, devices first. @param holder from `subjectOf` */
export async function standingAccesses(
  database: HubDatabase,
  holder: string,
  at: Date,
): Promise<StandingAccess[]> {
  const rows = await singleStatement(database)<WaitingRow>(
    `SELECT 'device' AS kind, id, name, registered_at, used_at, NULL AS helper, NULL AS scope, NULL::date AS ends_on
     FROM device WHERE holder = $1 AND waits_since IS NOT NULL AND deleted_at IS NULL
     UNION ALL
     SELECT 'delegation', id, '', NULL, NULL, helper, scope, ends_on FROM delegation
     WHERE giver = $1 AND ${DELEGATION_WAITS}
     ORDER BY kind DESC, id`,
    [holder, localDay(at)],
  );
  const helpers = rows.flatMap(({ helper }) => helper ?? []);
  const names = helpers.length === 0 ? new Map<string, string>() : await namesOf(database, helpers);
  return rows.map(({ kind, id, name, registered_at, used_at, helper, scope, ends_on }) =>
    kind === 'device'
      ? { kind, id, name, registeredAt: registered_at?.getTime() ?? 0, lastUsedAt: used_at?.getTime() ?? 0 }
      : { kind, id, name: names.get(helper ?? '') ?? '', scope: scope ?? 'see', endsOn: ends_on ?? '' },
  );
}
