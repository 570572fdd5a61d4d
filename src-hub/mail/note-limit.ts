import { DEFAULT_LANGUAGE } from '../../src-shared/messages/languages.ts';
import { HUB_NOTICE_LIFE } from '../../src-shared/policy/notices.ts';
import { localDay } from '../../src-shared/time/days.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { postMails } from './post-mail.ts';
import type { StaffLimit } from './templates/hub-mail.ts';

/**
 * Notes that a limit was met which people do not meet, in log, figures and `report`, and tells staff by mail: once a day
 * for each limit and kiosk. Within the caller's transaction.
 * @param kiosk its id; null: the limit concerns all
 */
export async function noteLimit(
  connection: HubConnection,
  deps: Pick<HubDeps, 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>,
  limit: StaffLimit,
  kiosk: string | null,
): Promise<void> {
  const [row] = await connection.query<{ name: string }>('SELECT name FROM kiosk WHERE id = $1::uuid', [
    kiosk,
  ]);
  deps.log.warn({ limit, kiosk }, 'limit-reached');
  await note(connection, deps, limit, row?.name ?? '');
}

/** As {@link noteLimit}. @param place what it concerns, as a person reads it: a branch, or `badge 4711` */
export async function noteAlert(
  connection: HubConnection,
  deps: Pick<HubDeps, 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>,
  alert: StaffLimit,
  place: string,
): Promise<void> {
  deps.log.warn({ alert }, 'staff-alert');
  await note(connection, deps, alert, place);
}

async function note(
  connection: HubConnection,
  deps: Pick<HubDeps, 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>,
  limit: StaffLimit,
  where: string,
): Promise<void> {
  const { settings, now, metrics } = deps;
  const at = now();
  metrics.limitReached(limit);
  const [noted] = await connection.query<{ times: number }>(
    `INSERT INTO met_limit (name, kiosk, day, first_at, last_at)
       VALUES ($1, $2, $3::date, $4::timestamptz, $4::timestamptz)
     ON CONFLICT (name, kiosk, day) DO UPDATE SET times = met_limit.times + 1, last_at = excluded.last_at
     RETURNING times`,
    [limit, where, localDay(at), at.toISOString()],
  );
  if (noted?.times !== 1) return;
  const mail = {
    kind: 'limit-met',
    to: settings.HUB_ALERT_EMAIL ?? settings.HUB_LETTERHEAD_EMAIL,
    language: DEFAULT_LANGUAGE,
    limit,
    place: where === '' ? null : where,
    at: at.getTime(),
  } as const;
  await postMails(connection, deps, [{ mail, expiresAt: new Date(at.getTime() + HUB_NOTICE_LIFE) }]);
}
