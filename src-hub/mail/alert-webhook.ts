import { DAY, MINUTE, SECOND } from '../../src-shared/time/units.ts';
import { describeFault } from '../basics/describe-fault.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { singleStatement } from '../database/single-statement.ts';
import { Sleep } from './outbox/sleep.ts';

/** How often alerts are looked for, in milliseconds. */
const LOOK_EVERY = 10 * SECOND;

/** Longest wait for an answer, in milliseconds; shorter than {@link AGAIN_AFTER}. */
const TIMEOUT = 10 * SECOND;

/** Wait before the next try, in milliseconds: another hub may try meanwhile. */
const AGAIN_AFTER = MINUTE;

/** Age of an alert that is not worth posting any more, in milliseconds. */
const TOO_OLD = DAY;

/** Most alerts of one look. */
const AT_ONCE = 20;

interface Alert {
  readonly name: string;
  readonly kiosk: string;
  readonly day: string;
  readonly first_at: Date;
}

/**
 * Posts each alert to `HUB_ALERT_URL` as JSON, until the hub stops. Several hubs share the work; each alert is posted at
 * least once, and again each minute for a day while the address does not take it. Returns at once without the setting.
 */
export async function postAlerts(deps: HubDeps, every: number = LOOK_EVERY): Promise<void> {
  const { settings, stopping, log } = deps;
  const url = settings.HUB_ALERT_URL;
  if (url === undefined) return;
  const sleep = new Sleep();
  stopping.addEventListener('abort', () => sleep.wake(), { once: true });
  while (!stopping.aborted) {
    await look(deps, url).catch((error: unknown) => log.warn(describeFault(error), 'alerts-not-posted'));
    await sleep.atMost(every);
  }
}

async function look(deps: HubDeps, url: string): Promise<void> {
  const { database, now } = deps;
  const query = singleStatement(database);
  const at = now();
  const alerts = await query<Alert>(
    `UPDATE met_limit SET post_due_at = $2::timestamptz
     WHERE ctid IN (SELECT ctid FROM met_limit WHERE posted_at IS NULL AND first_at > $3::timestamptz
         AND (post_due_at IS NULL OR post_due_at <= $1::timestamptz)
       ORDER BY first_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
     RETURNING name, kiosk, day::text AS day, first_at`,
    [
      at.toISOString(),
      new Date(at.getTime() + AGAIN_AFTER).toISOString(),
      new Date(at.getTime() - TOO_OLD).toISOString(),
    ],
  );
  for (const alert of alerts) {
    await post(deps, url, alert);
    await query(
      `UPDATE met_limit SET posted_at = $4::timestamptz WHERE name = $1 AND kiosk = $2 AND day = $3::date`,
      [alert.name, alert.kiosk, alert.day, now().toISOString()],
    );
  }
}

/** It names a kiosk or a badge, and no member. @throws when it was not taken */
async function post({ stopping }: HubDeps, url: string, { name, kiosk, first_at }: Alert): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ alert: name, place: kiosk === '' ? null : kiosk, at: first_at.toISOString() }),
    redirect: 'error',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT)]),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`HUB_ALERT_URL answered ${answer.status}`);
}
