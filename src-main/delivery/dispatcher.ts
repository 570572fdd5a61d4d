import { STOP_GRACE } from '../clock/waits.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { Log } from '../log/log.ts';
import type { Random } from '../random/random.ts';
import { ChannelLoop } from './channel-loop.ts';
import { SENT_CHANNELS, type SentChannel } from '../../src-shared/values/contact/channel.ts';
import type { Outbox, SettledState } from './outbox.ts';
import type { Transport } from './transport.ts';

const NOWHERE: Transport = {
  send: () => Promise.resolve({ outcome: 'later', fault: 'not-configured' }),
  close: () => undefined,
};

/** Called once when a delivery is settled; not for a voided one. */
export type SettledListener = (id: string, state: SettledState) => void;

/** What {@link Dispatcher} needs. */
export interface DispatcherDeps {
  readonly outbox: Outbox;
  /** Null: not configured; deliveries of that channel wait and may expire. */
  readonly transports: Readonly<Record<SentChannel, Transport | null>>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Sends the messages of the outbox: one at a time in each channel, channels independently, again after growing waits,
 * never after their expiry. Each is sent at least once: when the machine dies after the server's acceptance and
 * before its recording, the message is sent again under the same id.
 */
export class Dispatcher {
  readonly #channels: readonly ChannelLoop[];
  readonly #listeners = new Set<SettledListener>();
  readonly #log: Log;

  constructor({ transports, ...deps }: DispatcherDeps) {
    this.#log = deps.log;
    const settled: SettledListener = (id, state) => this.#tell(id, state);
    this.#channels = SENT_CHANNELS.map(
      (channel) => new ChannelLoop({ ...deps, channel, transport: transports[channel] ?? NOWHERE, settled }),
    );
  }

  /** Continues what earlier runs have left. */
  start(): void {
    this.kick();
  }

  /** Called when the outbox has a new message. It runs after the caller's code, so after the caller's commit. */
  kick(): void {
    for (const channel of this.#channels) channel.kick();
  }

  /** @returns a function that removes the listener */
  onSettled(listener: SettledListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops sending within two seconds and closes the connections. What still waits is sent after the next start. */
  async stop(): Promise<void> {
    await Promise.all(this.#channels.map((channel) => channel.stop(STOP_GRACE)));
  }

  #tell(id: string, state: SettledState): void {
    for (const listener of this.#listeners) {
      try {
        listener(id, state);
      } catch (error) {
        this.#log.error(
          { id, class: error instanceof Error ? error.name : typeof error },
          'delivery-listener-failed',
        );
      }
    }
  }
}
