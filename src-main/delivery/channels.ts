import type { z } from 'zod';
import { forEachChannel, type SentChannel } from '../../src-shared/values/contact/channel.ts';
import type { ChannelEdges, ChannelModule, OpenChannel } from './channel-module.ts';
import { emailChannel } from './email-channel.ts';
import type { ChannelSettings } from './settings.ts';
import { smsChannel } from './sms-channel.ts';

/** The modules of all channels of this kiosk. */
const MODULES = {
  email: emailChannel,
  sms: smsChannel,
} satisfies { readonly [Id in SentChannel]: ChannelModule<Id> };

/** A message and the e-mail address or phone number of its recipient. */
export type Delivery = z.infer<(typeof MODULES)[SentChannel]['delivery']>;

/** All channels; null: not configured. */
export type OpenChannels = Readonly<Record<SentChannel, OpenChannel | null>>;

/**
 * Opens all configured channels.
 * @throws see {@link ChannelModule}
 */
export function openChannels(settings: ChannelSettings, edges: ChannelEdges): OpenChannels {
  return forEachChannel((channel) => MODULES[channel].open(settings, edges));
}

/**
 * Reads a stored delivery.
 * @throws ZodError when it is damaged or has an unknown form
 */
export function parseDelivery(channel: SentChannel, stored: Record<string, unknown>): Delivery {
  return MODULES[channel].delivery.parse({ ...stored, channel });
}
