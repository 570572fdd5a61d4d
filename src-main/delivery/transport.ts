import type { TransportResult } from '../../src-shared/mail/send-result.ts';
import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import type { Message } from '../../src-shared/sms/message.ts';

/** A message of any channel, and its recipient. */
export interface AnyDelivery {
  readonly channel: SentChannel;
  readonly to: string;
  readonly message: Message;
}

/** Sends deliveries of one channel. */
export interface Transport<Sent extends AnyDelivery = AnyDelivery> {
  /**
   * Tries once, within its own time limit. Faults of network and server are results; it throws only when there is a
   * bug.
   * @param id the outbox id, the same on every try, so that the receiver can recognise a repetition
   * @param signal aborts the try; its result is then `later`
   */
  send(id: string, delivery: Sent, signal: AbortSignal): Promise<TransportResult>;
  /** Closes connections that stay open between tries. */
  close(): void;
}
