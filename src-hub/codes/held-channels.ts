import { CORRECTED_HOLD } from '../../src-shared/policy/staff/staff.ts';
import type { ContactChannel } from '../../src-shared/values/contact/channel.ts';
import type { HubConnection } from '../database/hub-database.ts';

/**
 * Channels of a person that receive no code for a password yet, since an adviser has corrected them of late: whoever
 * deceived the adviser would else have the account before the person hears of it.
 * @param subject see `subjectOf`
 */
export async function heldChannels(
  { query }: Pick<HubConnection, 'query'>,
  subject: string,
  now: Date,
): Promise<ReadonlySet<ContactChannel>> {
  const rows = await query<{ channel: ContactChannel }>(
    'SELECT channel FROM contact_hold WHERE subject = $1 AND until > $2::timestamptz',
    [subject, now.toISOString()],
  );
  return new Set(rows.map(({ channel }) => channel));
}

/** Holds a channel back for 72 hours. */
export async function holdChannel(
  { query }: Pick<HubConnection, 'query'>,
  subject: string,
  channel: ContactChannel,
  now: Date,
): Promise<void> {
  await query(
    `INSERT INTO contact_hold (subject, channel, until) VALUES ($1, $2, $3::timestamptz)
     ON CONFLICT (subject, channel) DO UPDATE SET until = excluded.until`,
    [subject, channel, new Date(now.getTime() + CORRECTED_HOLD).toISOString()],
  );
}
