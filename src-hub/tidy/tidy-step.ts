import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';

/** What steps need besides the connection. */
export type TidyDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'stopping'>;

/** One step's part in one transaction: at most `limit` rows. @returns how many there were */
export type TidyStep = (connection: HubConnection, deps: TidyDeps, limit: number) => Promise<number>;
