import type { z } from 'zod';
import type { SentChannel } from '../../src-shared/values/channel.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { ChannelSettings } from './settings.ts';
import type { AnyDelivery, Transport } from './transport.ts';

/** One way by which this kiosk sends; its modules are listed in `channels.ts`, and their words are messages. */
export interface ChannelModule<Id extends SentChannel = SentChannel> {
  readonly id: Id;
  /** Schema of what it sends: it is read back from disk, where an older version may have written it. */
  readonly delivery: z.ZodType<AnyDelivery & { readonly channel: Id }>;
  /**
   * Makes it ready as it is configured; null: it is not configured.
   * @throws Error when a file that the settings name has vanished since they were checked
   */
  readonly open: (settings: ChannelSettings, edges: ChannelEdges) => OpenChannel | null;
}

/** What a channel works with. */
export interface ChannelEdges {
  readonly clock: Clock;
  readonly timers: Timers;
}

/** A channel that is configured. */
export interface OpenChannel {
  /** Whom messages come from: told on the screen that waits for the code. */
  readonly sender: string;
  readonly transport: Transport;
}
