/**
 * Why a delivery did not go, as a class. A server's own words are never kept: they may repeat an address.
 * `not-configured`: there is no such channel. `damaged`: the stored message cannot be read. `stopped`: the
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
