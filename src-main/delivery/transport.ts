import type { TransportResult } from '../../src-shared/mail/send-result.ts';
import type { Delivery } from './templates/message.ts';

/** Carries one kind of delivery. */
export interface Transport<D extends Delivery = Delivery> {
  /**
   * Tries once, within a time of its own. Faults of network and server are results; a throw is a bug.
   * @param id the outbox id: the same on every try, so that the receiver can see a repetition
   * @param signal gives the try up; its result is then `later`
   */
  send(id: string, delivery: D, signal: AbortSignal): Promise<TransportResult>;
  /** Closes connections that are kept open between tries. */
  close(): void;
}
