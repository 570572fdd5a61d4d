import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';

export type TidyDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'stopping'>;

/** One step in one transaction; it handles at most `limit` rows. @returns how many rows it handled */
export type TidyStep = (connection: HubConnection, deps: TidyDeps, limit: number) => Promise<number>;
