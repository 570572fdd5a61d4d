import type { HubDatabase } from '../database/hub-database.ts';
import type { HubLog } from '../basics/hub-log.ts';
import type { HubMetrics } from './hub-metrics.ts';
import type { HubSettings } from '../basics/settings/settings.ts';

/** What all routes and commands of a hub are given; made in `hub.ts`. */
export interface HubDeps {
  readonly database: HubDatabase;
  readonly settings: HubSettings;
  readonly now: () => Date;
  /** Cryptographically strong. */
  readonly randomBytes: (count: number) => Buffer;
  readonly log: HubLog;
  /** Figures of `/metrics`. */
  readonly metrics: HubMetrics;
  /** Aborted when the hub begins to stop. Waiting requests then answer at once. */
  readonly stopping: AbortSignal;
}
