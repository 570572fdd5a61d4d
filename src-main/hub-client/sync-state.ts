/**
 * Why the last contact with head office failed. `proxy`: something answered that is no hub. `tls`: certificate
 * expired, of another name or of an unknown authority. `outdated`: the hub no longer serves this application's contract. `fault`: the hub has a fault of its own.
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
  | 'other-machine'
  | 'outdated'
  | 'disk-full'
  | 'disk-unwritable'
  | 'fault';

/** How this kiosk and head office stand with each other; moments are steady milliseconds. */
export interface SyncState {
  /** Null before the first contact of this run. */
  readonly lastContact: number | null;
  /** Changes of members that head office has and this kiosk has not; null while unknown. */
  readonly rowsBehind: number | null;
  readonly eventsWaiting: number;
  /** Milliseconds since the decision that has waited for longest; null when none waits. */
  readonly oldestWaiting: number | null;
  /** Null while all is well. */
  readonly lastFault: SyncFault | null;
}
