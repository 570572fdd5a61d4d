import type { Delivery } from './message.ts';

/**
 * Why a delivery did not go, as a class. A server's own words are never kept: they may repeat an address.
 * `not-configured`: this kiosk has no such lane. `damaged`: the stored message cannot be read. `stopped`: the
 * application is closing. `bug`: our own fault.
 */
export type Fault =
  | 'connect'
  | 'dns'
  | 'timeout'
  | 'line-cut'
  | 'tls'
  | 'auth'
  | 'deferred'
  | 'rejected-sender'
  | 'rejected-recipient'
  | 'rejected-message'
  | 'redirect'
  | 'bad-answer'
  | 'not-configured'
  | 'damaged'
  | 'stopped'
  | 'bug'
  | `http-${number}`;

/**
 * How one try ended. `accepted`: the server has taken it over. `refused`: it never will. `later`: worth
 * another try.
 */
export type TransportResult =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly fault: Fault }
  | { readonly outcome: 'later'; readonly fault: Fault };

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
