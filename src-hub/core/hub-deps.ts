import type { HubDatabase } from '../database/hub-database.ts';
import type { HubLog } from '../basics/hub-log.ts';
import type { HubMetrics } from './hub-metrics.ts';
import type { HubSettings } from '../basics/settings.ts';

/** The outside world of a hub and what all its routes stand on; put together in `hub.ts`. */
export interface HubDeps {
  readonly database: HubDatabase;
  readonly settings: HubSettings;
  /** The one clock of this hub. */
  readonly now: () => Date;
  /** Cryptographically strong random bytes. */
  readonly randomBytes: (count: number) => Buffer;
  readonly log: HubLog;
  /** What `/metrics` tells; parts count with it. */
  readonly metrics: HubMetrics;
  /** Aborted when the hub begins to stop: who waits, answers now. */
  readonly stopping: AbortSignal;
}
