/** Result of a load. */
export type LoadReport = LoadedReport | FailedReport;

/** A new generation is complete, on the disk, and named by the pointer file. */
export interface LoadedReport {
  readonly kind: 'loaded';
  readonly generation: number;
  /** Number of members in it. */
  readonly rows: number;
  /** Number of lines not loaded, including earlier lines with a repeated number. */
  readonly rejected: number;
}

/** Nothing has changed: the earlier generation stays in use. */
export interface FailedReport {
  readonly kind: 'failed';
  /**
   * `source-missing`, `source-unreadable`: the file. `nothing-readable`: it has no good line. `full`, `unwritable`,
   * `fault`: the replica's disk.
   */
  readonly fault:
    | 'source-missing'
    | 'source-unreadable'
    | 'nothing-readable'
    | 'full'
    | 'unwritable'
    | 'fault';
  /** Number of lines not loaded. */
  readonly rejected: number;
}

/** Progress of a load. */
export interface LoadProgress {
  readonly rows: number;
  readonly bytesRead: number;
  /** Size of the file in bytes when the load began. */
  readonly bytes: number;
}
