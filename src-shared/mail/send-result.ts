/**
 * Class of a failed delivery. A server's own words are never kept, since they may repeat an address.
 * `not-configured`: there is no such channel. `damaged`: the stored message cannot be read. `stopped`: the
 * application is closing. `bug`: an error of our own code.
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
  | 'key-missing'
  | 'stopped'
  | 'bug'
  | `http-${number}`;

/** Result of one try. `accepted`: the server has taken the message. `refused`: it never will. `later`: try again. */
export type TransportResult =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly fault: Fault }
  | { readonly outcome: 'later'; readonly fault: Fault };
