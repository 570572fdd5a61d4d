import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { connectPglite } from '../../src-hub/database/connect-pglite.ts';
import { connectPostgresql } from '../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../src-hub/database/migrate.ts';
import { createDeps } from '../../src-hub/hub.ts';
import { importFile, PLAIN_IMPORT } from '../../src-hub/people/imports/import-file.ts';
import { MEMBER_FILE } from '../../src-hub/people/members/member-file.ts';
import { addKiosk } from '../../src-hub/kiosks/kiosk-registry.ts';
import { readSettings } from '../../src-hub/basics/settings/settings.ts';
import { postgresqlPrograms, throwAwayCluster } from '../../test/support/hub/databases/postgresql-cluster.ts';
import { demoHubLog } from '../demo/demo-hub-log.ts';
import { writeDemoMembers } from '../demo/demo-members.ts';

/** A database of head office with members and kiosks, for a hub in a process. */
export interface PreparedHeadOffice {
  readonly engine: 'postgresql' | 'pglite';
  /** Environment of the hub's process. */
  readonly environment: Record<string, string>;
  /** Enrolment codes, one for each kiosk. */
  readonly codes: readonly string[];
  /** Opens the database; no hub may be using it. */
  open(): Promise<HubDatabase>;
}

/** Prepares it on a throw-away PostgreSQL when installed, else on PGlite in the folder. */
export async function prepareHeadOffice(options: {
  folder: string;
  port: number;
  pglite: boolean;
  kiosks: number;
}): Promise<PreparedHeadOffice> {
  const { folder, port, kiosks } = options;
  const onPostgresql = !options.pglite && postgresqlPrograms() !== null;
  const url = onPostgresql ? await freshDatabase() : null;
  const environment: Record<string, string> = {
    HUB_SECRET: randomBytes(32).toString('hex'),
    HUB_PORT: String(port),
    HUB_LOG_LEVEL: 'error',
    // Its kiosks decide faster than people, and without codes.
    HUB_KIOSK_PASSWORDS_PER_DAY: '1000000',
    ...(url === null ? { HUB_PGLITE_FOLDER: path.join(folder, 'hub') } : { HUB_DATABASE_URL: url }),
  };
  const open = (): Promise<HubDatabase> =>
    url === null
      ? connectPglite(path.join(folder, 'hub'))
      : Promise.resolve(connectPostgresql({ url, connections: 4, log: demoHubLog(() => undefined) }));
  const database = await open();
  await migrateHub(database);
  const codes = await fill(database, environment, folder, kiosks);
  await database.close();
  return { engine: onPostgresql ? 'postgresql' : 'pglite', environment, codes, open };
}

async function freshDatabase(): Promise<string> {
  const cluster = await throwAwayCluster();
  await cluster.createDatabase('chaos');
  return cluster.urlOf('chaos');
}

async function fill(
  database: HubDatabase,
  environment: Record<string, string>,
  folder: string,
  kiosks: number,
): Promise<string[]> {
  const read = readSettings(environment);
  if (!read.ok) throw new Error(read.problems.join('; '));
  const edges = { settings: read.settings, database, log: demoHubLog(() => undefined) };
  const deps = createDeps(edges, new AbortController().signal);
  const file = path.join(folder, 'members.ndjson');
  writeDemoMembers(file);
  const options = { ...PLAIN_IMPORT, file, full: true, force: true };
  const outcome = await importFile(deps, MEMBER_FILE, options);
  if (outcome.kind === 'not-done') throw new Error(outcome.problems.join('; '));
  const codes: string[] = [];
  for (let index = 0; index < kiosks; index += 1)
    codes.push((await addKiosk(deps, `Chaos ${index}`))?.code ?? '');
  return codes;
}
