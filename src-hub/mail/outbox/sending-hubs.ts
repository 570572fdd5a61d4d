import {
  isPhoneChannel,
  SENT_CHANNELS,
  type SentChannel,
} from '../../../src-shared/values/contact/channel.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import type { HubSettings } from '../../basics/settings/settings.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/** A hub that has said nothing for so long serves no more, in milliseconds. */
export const HEARD_WITHIN = MINUTE;

/** The channels for which a hub with these settings has a server or a gateway. */
export function sentBy(settings: Pick<HubSettings, 'HUB_MAIL_HOST' | 'HUB_SMS_URL'>): SentChannel[] {
  const { HUB_MAIL_HOST: mailServer, HUB_SMS_URL: gateway } = settings;
  return SENT_CHANNELS.filter((channel) => (isPhoneChannel(channel) ? gateway : mailServer) !== undefined);
}

/**
 * The channels on which a code would go out: this hub sends them, or another one of the same database, which takes them
 * from the outbox. A code on any other channel would wait there until it expires.
 */
export async function channelsSent(
  { query }: HubConnection,
  { settings, now }: Pick<HubDeps, 'settings' | 'now'>,
): Promise<ReadonlySet<SentChannel>> {
  const own = sentBy(settings);
  if (own.length === SENT_CHANNELS.length) return new Set(own);
  const rows = await query<{ channel: string }>(
    'SELECT DISTINCT unnest(sends) AS channel FROM hub_process WHERE seen_at > $1::timestamptz',
    [new Date(now().getTime() - HEARD_WITHIN).toISOString()],
  );
  const others = SENT_CHANNELS.filter((channel) => rows.some((row) => row.channel === channel));
  return new Set([...own, ...others]);
}
