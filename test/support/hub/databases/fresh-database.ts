import { randomUUID } from 'node:crypto';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import { migrateHub } from '../../../../src-hub/database/migrate.ts';
import { capturedLog } from '../captured-log.ts';
import { throwAwayCluster, type Cluster } from './postgresql-cluster.ts';

/** Makes a migrated database in the throw-away cluster. */
export async function freshDatabase(): Promise<{ cluster: Cluster; database: string; url: string }> {
  const cluster = await throwAwayCluster();
  await (template ??= makeTemplate(cluster));
  const database = `hub_${randomUUID().replaceAll('-', '')}`;
  await cluster.createDatabase(database, TEMPLATE);
  return { cluster, database, url: cluster.urlOf(database) };
}

const TEMPLATE = 'hub_template';
let template: Promise<void> | undefined;

async function makeTemplate(cluster: Cluster): Promise<void> {
  await cluster.createDatabase(TEMPLATE);
  const database = connectPostgresql({ url: cluster.urlOf(TEMPLATE), connections: 2, log: capturedLog() });
  await migrateHub(database);
  await database.close();
}
