import type { TransportResult } from '../../src-shared/mail/send-result.ts';
import type { SentChannel } from '../../src-shared/values/channel.ts';
import type { Message } from './templates/message.ts';

/** A message of any channel, and where it goes. */
export interface AnyDelivery {
  readonly channel: SentChannel;
  readonly to: string;
  readonly message: Message;
}

/** Carries one kind of delivery. */
export interface Transport<Sent extends AnyDelivery = AnyDelivery> {
  /**
   * Tries once, within a time of its own. Faults of network and server are results; a throw is a bug.
   * @param id the outbox id: the same on every try, so that the receiver can see a repetition
   * @param signal gives the try up; its result is then `later`
   */
  send(id: string, delivery: Sent, signal: AbortSignal): Promise<TransportResult>;
  /** Closes connections that are kept open between tries. */
  close(): void;
}
