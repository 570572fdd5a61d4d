import type { HubDeps } from '../core/hub-deps.ts';
import { unlessAway } from '../database/unavailable.ts';
import { isUpdateOverdue, kioskReleases } from './kiosk-releases.ts';

/** Registers gauges of how far kiosks are with releases, and of those that could not ask for one for a week. */
export function registerReleaseMetrics({ metrics, database, now }: Omit<HubDeps, 'stopping'>): void {
  metrics.onRead(
    'hub_kiosk_releases',
    'Kiosks by release and how far they are with it',
    ['version', 'state'],
    async (gauge) => {
      gauge.reset();
      for (const { version, state } of await unlessAway(kioskReleases(database), []))
        gauge.inc({ version, state });
    },
  );
  metrics.onRead(
    'hub_kiosks_update_overdue',
    'Enrolled kiosks for which no update check has succeeded for 7 days',
    [],
    async (gauge) => {
      const rows = database.db
        .selectFrom('kiosk')
        .select('update_checked_at')
        .where('token_hash', 'is not', null)
        .where('revoked_at', 'is', null)
        .execute();
      const moments = await unlessAway(rows, []);
      gauge.set(moments.filter((row) => isUpdateOverdue(row.update_checked_at, now())).length);
    },
  );
}
