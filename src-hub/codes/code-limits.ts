import { isPhoneChannel, type SentChannel } from '../../src-shared/values/contact/channel.ts';
import {
  KIOSK_CODES_PER_DAY,
  KIOSK_CODES_PER_HOUR,
  NETWORK_CODES_PER_HOUR,
  WEBSITE_SMS_SHARE,
} from '../../src-shared/policy/hub-quotas.ts';
import { WEBSITE_FACTOR } from '../../src-shared/policy/quotas.ts';
import { addDays, localDay, startOfDay } from '../../src-shared/time/days.ts';
import { DAY, HOUR } from '../../src-shared/time/units.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubClient } from '../http/caller.ts';
import { networkOf } from '../http/network-of.ts';
import { noteLimit } from '../mail/note-limit.ts';

/** Who asks for a code. */
export interface Asker {
  readonly client: HubClient;
  /** See `networkOf`; null: it does not count, as for a website, which calls for many people. */
  readonly network: string | null;
}

/** The caller of a request, as the limits count it. */
export function askerOf(client: HubClient, { ip }: { readonly ip: string }): Asker {
  return { client, network: client.kind === 'kiosk' ? networkOf(ip) : null };
}

/** Locks that {@link metLimit} needs, so that hubs count together. */
export function limitLocks({ client, network }: Asker, channel: SentChannel): string[] {
  return [
    `codes-of:${client.id}`,
    ...(network === null ? [] : [`codes-from:${network}`]),
    ...(isPhoneChannel(channel) ? ['sms-of-today'] : []),
  ];
}

/** A limit that is met. */
export interface MetLimit {
  /** `closed`: nobody gets a code on this channel now. */
  readonly result: 'paused' | 'closed';
  readonly waitMs: number;
}

/**
 * The limit of head office that stands in the way of one more code, if any; staff is told of it. Rows are counted as
 * they were received, so that a clock of a kiosk decides nothing.
 */
export async function metLimit(
  connection: HubConnection,
  deps: Pick<HubDeps, 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>,
  { client, network }: Asker,
  channel: SentChannel,
): Promise<MetLimit | null> {
  const at = deps.now();
  const factor = client.kind === 'website' ? WEBSITE_FACTOR : 1;
  const [used] = await connection.query<{ hour: number; day: number; network: number }>(
    `SELECT count(*) FILTER (WHERE kiosk = $1 AND channel = $2 AND made_at > $4::timestamptz)::integer AS hour,
       count(*) FILTER (WHERE kiosk = $1)::integer AS day,
       count(*) FILTER (WHERE network = $3::text AND made_at > $4::timestamptz)::integer AS network
     FROM sent_code WHERE made_at > $5::timestamptz AND (kiosk = $1 OR network = $3::text)`,
    [client.id, channel, network, ago(at, HOUR), ago(at, DAY)],
  );
  const { hour = 0, day = 0, network: near = 0 } = used ?? {};
  if (hour >= KIOSK_CODES_PER_HOUR[channel] * factor) {
    await noteLimit(connection, deps, `codes-${channel}`, client.id);
    return { result: 'paused', waitMs: HOUR };
  }
  if (day >= KIOSK_CODES_PER_DAY * factor) {
    await noteLimit(connection, deps, 'codes-day', client.id);
    return { result: 'paused', waitMs: DAY };
  }
  if (near >= NETWORK_CODES_PER_HOUR) {
    await noteLimit(connection, deps, 'codes-network', client.id);
    return { result: 'paused', waitMs: HOUR };
  }
  return isPhoneChannel(channel) ? metCeiling(connection, deps, client) : null;
}

/** Money that text messages have cost today, in hundredths of a euro cent. Days are those of the agency's zone. */
export async function smsCostToday({ query }: Pick<HubConnection, 'query'>, now: Date): Promise<number> {
  const [row] = await query<{ cost: number }>(
    'SELECT coalesce(sum(price), 0)::integer AS cost FROM sms WHERE made_at >= $1::timestamptz',
    [startOfDay(localDay(now)).toISOString()],
  );
  return row?.cost ?? 0;
}

async function metCeiling(
  connection: HubConnection,
  deps: Pick<HubDeps, 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>,
  client: HubClient,
): Promise<MetLimit | null> {
  const { HUB_SMS_DAY_CEILING: ceiling, HUB_SMS_PRICE: price } = deps.settings;
  const at = deps.now();
  const today = startOfDay(localDay(at)).toISOString();
  const waitMs = startOfDay(addDays(localDay(at), 1)).getTime() - at.getTime();
  if ((await smsCostToday(connection, at)) + price > ceiling) {
    await noteLimit(connection, deps, 'sms-ceiling', null);
    return { result: 'closed', waitMs };
  }
  if (client.kind !== 'website') return null;
  const [own] = await connection.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM sent_code
     WHERE kiosk = $1 AND channel = 'sms' AND message IS NOT NULL AND made_at >= $2::timestamptz`,
    [client.id, today],
  );
  if (((own?.count ?? 0) + 1) * price <= ceiling * WEBSITE_SMS_SHARE) return null;
  await noteLimit(connection, deps, 'sms-share', client.id);
  return { result: 'closed', waitMs };
}

function ago(at: Date, span: number): string {
  return new Date(at.getTime() - span).toISOString();
}
