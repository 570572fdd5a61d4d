import type { z } from 'zod';
import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { ChannelSettings } from './settings.ts';
import type { AnyDelivery, Transport } from './transport.ts';

/** A channel by which this kiosk sends. `channels.ts` lists the modules; their words are messages. */
export interface ChannelModule<Id extends SentChannel = SentChannel> {
  readonly id: Id;
  /** Schema of its deliveries. They are read from the disk, where an older version may have written them. */
  readonly delivery: z.ZodType<AnyDelivery & { readonly channel: Id }>;
  /**
   * Opens it with its configuration; null: it is not configured.
   * @throws Error when a configured file has vanished since it was checked
   */
  readonly open: (settings: ChannelSettings, edges: ChannelEdges) => OpenChannel | null;
}

/** Effects that a channel needs. */
export interface ChannelEdges {
  readonly clock: Clock;
  readonly timers: Timers;
}

/** A configured channel. */
export interface OpenChannel {
  /** Sender of its messages, shown on the screen that waits for the code. */
  readonly sender: string;
  readonly transport: Transport;
}
