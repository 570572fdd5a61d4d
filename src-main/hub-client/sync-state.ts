/**
 * Why the last contact with head office failed. `proxy`: something that is not a hub answered. `tls`: the certificate
 * has expired, has another name or an unknown authority. `signature`: head office does not accept what this kiosk signs,
 * although it knows its token: something on the way changes requests, or the token is that of another key. `outdated`: the hub no longer serves this application's
 * contract. `absent`: a hub of before, which has no such call. `fault`: an error inside the hub.
 */
export type SyncFault =
  | 'unreachable'
  | 'timeout'
  | 'line-cut'
  | 'tls'
  | 'proxy'
  | 'busy'
  | 'not-enrolled'
  | 'revoked'
  | 'signature'
  | 'outdated'
  | 'absent'
  | 'disk-full'
  | 'disk-unwritable'
  | 'fault';

/** State of the connection with head office; moments are steady milliseconds. */
export interface SyncState {
  /** Null: no contact yet in this run. */
  readonly lastContact: number | null;
  /** Number of member changes that this kiosk still lacks; null: unknown. */
  readonly rowsBehind: number | null;
  readonly eventsWaiting: number;
  /** Age of the oldest waiting decision in milliseconds; null: none waits. */
  readonly oldestWaiting: number | null;
  /** Null: no fault. */
  readonly lastFault: SyncFault | null;
}
