/** How a load ended. */
export type LoadReport = LoadedReport | FailedReport;

/** A new generation is complete, on the disk, and named by the pointer. */
export interface LoadedReport {
  readonly kind: 'loaded';
  readonly generation: number;
  /** Members in it. */
  readonly rows: number;
  /** Lines not loaded, earlier lines of a number that comes again included. */
  readonly rejected: number;
}

/** Nothing has changed: the generation before goes on being served. */
export interface FailedReport {
  readonly kind: 'failed';
  /**
   * `source-missing`, `source-unreadable`: the file; `nothing-readable`: not one good line in it;
   * `full`, `unwritable`, `fault`: the disk under the replica.
   */
  readonly fault:
    'source-missing' | 'source-unreadable' | 'nothing-readable' | 'full' | 'unwritable' | 'fault';
  /** Lines not loaded. */
  readonly rejected: number;
}

/** How far a load is. */
export interface LoadProgress {
  readonly rows: number;
  readonly bytesRead: number;
  /** Size of the source in bytes when the load began. */
  readonly bytes: number;
}
