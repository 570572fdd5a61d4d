import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { recordAct } from '../session/delegation-acts.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import { VISITS_KEPT } from '../../../src-shared/policy/retention.ts';

interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectedDevice['kind'];
  readonly registered_at: Date;
  readonly used_at: Date;
  readonly place: string | null;
  readonly blocked_at: Date | null;
  readonly waits_since: Date | null;
}

/** Devices with the mobile application, last used first, and the latest visits to kiosks. */
export const devices: SpaceHandler<'devices'> = async ({ deps: { database, now }, session }) => {
  const query = singleStatement(database);
  const [rows, visits] = await Promise.all([
    query<DeviceRow>(
      `SELECT id, name, kind, registered_at, used_at, place, blocked_at, waits_since FROM device
       WHERE holder = $1 AND deleted_at IS NULL ORDER BY used_at DESC, id`,
      [session.subject],
    ),
    // A session without a log-out that was followed by another at the same kiosk is the same visit: only the later one
    // is shown.
    query<{ place: string; at: Date }>(
      `SELECT kiosk.name AS place, visit.opened_at AS at
       FROM space_session visit JOIN kiosk ON kiosk.id = visit.kiosk
       WHERE visit.holder = $1 AND visit.opened_at > $2::timestamptz AND NOT EXISTS
         (SELECT FROM space_session later
          WHERE later.holder = visit.holder AND later.kiosk = visit.kiosk AND visit.ended_at IS NULL
            AND (later.opened_at, later.id) > (visit.opened_at, visit.id) AND later.opened_at < visit.ends_at)
       ORDER BY visit.opened_at DESC, visit.id LIMIT 10`,
      [session.subject, new Date(now().getTime() - VISITS_KEPT).toISOString()],
    ),
    recordAct(database, session, 'saw-devices', now()),
  ]);
  return {
    result: 'ok',
    devices: rows.map(({ id, name, kind, place, ...row }) => ({
      ...{
        id,
        name,
        kind,
        place,
        state: row.blocked_at !== null ? 'blocked' : row.waits_since === null ? 'active' : 'waiting',
      },
      ...{ registeredAt: row.registered_at.getTime(), lastUsedAt: row.used_at.getTime() },
    })),
    visits: visits.map(({ place, at }) => ({ place, at: at.getTime() })),
  };
};
