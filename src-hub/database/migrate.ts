import { randomUUID } from 'node:crypto';
import type { HubConnection, HubDatabase } from './hub-database.ts';
import { HUB_MIGRATIONS } from './migrations/hub-migrations.ts';
import type { HubMigration } from './migrations/migration.ts';

/** Number of the advisory lock that lets only one hub change the schema. */
const MIGRATION_LOCK = 4_200_000;

/** Version of the schema compared with the one that this program needs. */
export type SchemaState =
  | { readonly state: 'current' }
  | { readonly state: 'behind'; readonly version: number; readonly wanted: number }
  | { readonly state: 'newer'; readonly version: number; readonly wanted: number };

/**
 * Brings the schema up to date in one transaction.
 * @param migrations in order of version
 * @returns the versions that were applied
 */
export function migrateHub(
  database: Pick<HubDatabase, 'transaction'>,
  migrations: readonly HubMigration[] = HUB_MIGRATIONS,
): Promise<number[]> {
  return database.transaction(async (connection) => {
    await connection.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await connection.query(
      `CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, name text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
    );
    const present = await versionOf(connection);
    const applied: number[] = [];
    for (const { version, name, sql } of migrations) {
      if (version <= present) continue;
      for (const statement of statementsOf(sql)) await connection.query(statement);
      await connection.query('INSERT INTO schema_version (version, name) VALUES ($1, $2)', [version, name]);
      applied.push(version);
    }
    await connection.query(
      `INSERT INTO hub (epoch, lineage) SELECT $1::uuid, $2 WHERE NOT EXISTS (SELECT FROM hub)`,
      [randomUUID(), await lineageOf(connection)],
    );
    return applied;
  });
}

/** Compares the schema with the version that this program needs. */
export function schemaState(database: HubDatabase): Promise<SchemaState> {
  return database.transaction(async (connection) => {
    const wanted = HUB_MIGRATIONS.at(-1)?.version ?? 0;
    const [table] = await connection.query<{ there: boolean }>(
      `SELECT to_regclass('schema_version') IS NOT NULL AS there`,
    );
    const version = table?.there === true ? await versionOf(connection) : 0;
    if (version === wanted) return { state: 'current' };
    return { state: version < wanted ? 'behind' : 'newer', version, wanted };
  });
}

/**
 * Begins a new epoch when the database was restored or copied, which a changed cluster, database or timeline shows:
 * kiosks may know changes that this database has lost. Signatures from
 * before are refused, since their nonces may be lost.
 * @returns whether a new epoch began
 */
export function renewEpochIfRestored(database: HubDatabase, now: Date): Promise<boolean> {
  return database.transaction(async (connection) => {
    const lineage = await lineageOf(connection);
    const changed = await connection.query(
      `UPDATE hub SET epoch = gen_random_uuid(), lineage = $1, signed_from = $2::timestamptz
       WHERE lineage <> $1 RETURNING one`,
      [lineage, now.toISOString()],
    );
    return changed.length > 0;
  });
}

async function versionOf(connection: HubConnection): Promise<number> {
  const [row] = await connection.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM schema_version',
  );
  return row?.version ?? 0;
}

async function lineageOf(connection: HubConnection): Promise<string> {
  const [row] = await connection.query<{ lineage: string }>(
    `SELECT concat_ws('/', s.system_identifier, c.timeline_id, d.oid) AS lineage
     FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database()`,
  );
  return row?.lineage ?? 'unknown';
}

/** Splits SQL at semicolons that end a line, except within `$$`: PGlite takes one statement per query. */
function statementsOf(sql: string): string[] {
  return sql
    .split(/(\$\$[\s\S]*?\$\$)/u)
    .map((part) => (part.startsWith('$$') ? part : part.replaceAll(/;\s*$/gmu, ';\u0000')))
    .join('')
    .split('\u0000')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
