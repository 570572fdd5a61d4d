import type { HubLog } from '../basics/hub-log.ts';
import type { HubSettings } from '../basics/settings/settings.ts';
import { connectPglite } from './connect-pglite.ts';
import { connectPostgresql } from './connect-postgresql.ts';
import type { HubDatabase } from './hub-database.ts';
import { migrateHub, schemaState } from './migrate.ts';
import { PgliteInUseError } from './pglite-folder.ts';
import { isDatabaseUnavailable } from './unavailable.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Longest time of a statement of a serving hub, in milliseconds. */
const LONGEST_STATEMENT = 30 * SECOND;

/** Oldest PostgreSQL that the schema works with, as `server_version_num`. */
const OLDEST_SERVER = 150_000;

/**
 * Opens the database of the settings. Sends no query yet.
 * @param serving true: statements have a time limit; commands may take longer
 * @throws PgliteInUseError
 */
export async function openDatabase(
  settings: HubSettings,
  log: HubLog,
  serving: boolean,
): Promise<HubDatabase> {
  if (settings.HUB_DATABASE_URL === undefined) return connectPglite(settings.HUB_PGLITE_FOLDER);
  return connectPostgresql({
    url: settings.HUB_DATABASE_URL,
    connections: settings.HUB_DATABASE_CONNECTIONS,
    log,
    longestStatement: serving ? LONGEST_STATEMENT : null,
  });
}

/** Whether the database can be used. `away` may pass without help, `wrong` does not. */
export type DatabaseCheck =
  | { readonly state: 'ready' }
  | { readonly state: 'away' | 'wrong'; readonly problem: string };

/** Checks that the database answers, is new enough and has this program's schema. Migrates PGlite when it is behind. */
export async function checkDatabase(database: HubDatabase): Promise<DatabaseCheck> {
  try {
    const old = await findOldServer(database);
    if (old !== null) return { state: 'wrong', problem: old };
    if (database.kind === 'pglite' && (await schemaState(database)).state === 'behind')
      await migrateHub(database);
    const schema = await schemaState(database);
    switch (schema.state) {
      case 'current':
        return { state: 'ready' };
      case 'behind':
        return {
          state: 'wrong',
          problem: `The schema has version ${schema.version}, this program needs ${schema.wanted}: run migrate first.`,
        };
      case 'newer':
        return {
          state: 'wrong',
          problem: `The schema has version ${schema.version}, this program knows ${schema.wanted}: install the newer program.`,
        };
    }
  } catch (error) {
    const problem = databaseProblem(error);
    if (problem.state === 'away') database.noteAway(error);
    return problem;
  }
}

/** Describes an error of the database. @throws any other error again */
export function databaseProblem(error: unknown): Exclude<DatabaseCheck, { state: 'ready' }> {
  const code = String(Reflect.get(Object(error), 'code') ?? 'no answer');
  if (error instanceof PgliteInUseError)
    return {
      state: 'wrong',
      problem: 'HUB_PGLITE_FOLDER: another process has this folder open; end it first.',
    };
  if (/^(?:28|3D|42501)/u.test(code))
    return {
      state: 'wrong',
      problem: `HUB_DATABASE_URL: the database refuses this account or name (${code}).`,
    };
  if (isDatabaseUnavailable(error))
    return { state: 'away', problem: `The database does not answer (${code}).` };
  throw error;
}

async function findOldServer(database: HubDatabase): Promise<string | null> {
  const [row] = await database.transaction(({ query }) =>
    query<{ version: number }>(`SELECT current_setting('server_version_num')::integer AS version`),
  );
  const version = row?.version ?? 0;
  return version < OLDEST_SERVER ? 'HUB_DATABASE_URL: PostgreSQL 15 or newer is needed.' : null;
}
