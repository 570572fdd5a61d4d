import { sql } from 'kysely';
import { expect } from 'vitest';
import { connectPgliteInMemory } from '../../../../src-hub/database/connect-pglite.ts';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { migrateHub, schemaState } from '../../../../src-hub/database/migrate.ts';
import { capturedLog } from '../captured-log.ts';
import { freshDatabase } from './fresh-database.ts';
import { emptyImage, migratedImage } from './pglite-image.ts';
import { postgresqlPrograms } from './postgresql-cluster.ts';

/** Connections of a recycled database of PostgreSQL: enough for what one test does at once. */
const CONNECTIONS = 10;

/** Databases that no test is using. */
const idle = {
  empty: [] as HubDatabase[],
  pglite: [] as HubDatabase[],
  postgresql: [] as HubDatabase[],
};

/** PGlite in memory without tables. Closing it keeps the instance for the next test, since a start takes long. */
export async function emptyPglite(): Promise<HubDatabase> {
  const database = idle.empty.pop() ?? (await connectPgliteInMemory(await emptyImage()));
  await database.transaction(async ({ query }) => {
    await query('DROP SCHEMA public CASCADE');
    await query('CREATE SCHEMA public');
  });
  return { ...database, close: () => Promise.resolve(void idle.empty.push(database)) };
}

/** PGlite in memory with the hub's tables, as after the migrations. Closing it keeps the instance. */
export function migratedPglite(): Promise<HubDatabase> {
  return recycled('pglite');
}

/**
 * A database with the hub's tables, as after the migrations: of PostgreSQL, where that is installed, since it takes a
 * third of the time; else of PGlite. Closing it keeps it for the next test of the file.
 */
export function migratedDatabase(): Promise<HubDatabase> {
  return recycled(postgresqlPrograms() === null ? 'pglite' : 'postgresql');
}

const MAKE = {
  pglite: async () => connectPgliteInMemory(await migratedImage()),
  postgresql: async (): Promise<HubDatabase> => {
    const { url, cluster, database: name } = await freshDatabase();
    const database = connectPostgresql({ url, connections: CONNECTIONS, log: capturedLog() });
    return {
      ...database,
      close: async () => {
        await database.close();
        await cluster.dropDatabase(name);
      },
    };
  },
} as const;

async function recycled(engine: keyof typeof MAKE): Promise<HubDatabase> {
  const database = (await wholeIdle(engine)) ?? (await MAKE[engine]());
  // The schema exists already: this starts a history.
  await migrateHub(database);
  tables ??= await tablesOf(database);
  let isClosed = false;
  return {
    ...database,
    close: async () => {
      // Twice in the pool, one database would serve two tests at once.
      if (isClosed) throw new Error('this database was closed before');
      isClosed = true;
      await emptyTables(database);
      // A test may have changed the version.
      if ((await schemaState(database)).state === 'current') idle[engine].push(database);
      else await database.close();
    },
  };
}

/** Names of the hub's tables, by the first database. */
let tables: readonly string[] | undefined;

async function tablesOf(database: HubDatabase): Promise<string[]> {
  const rows = await database.transaction(({ query }) =>
    query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    ),
  );
  return rows.map(({ name }) => name);
}

/** The test file that the idle databases are of. */
let ofFile: string | undefined;

/**
 * An idle database of this test file in which all tables can still be opened. The others are ended: what one file does
 * to its database is nothing to the next.
 */
async function wholeIdle(engine: keyof typeof MAKE): Promise<HubDatabase | undefined> {
  const { testPath } = expect.getState();
  if (testPath !== ofFile) {
    ofFile = testPath;
    const former = [...idle.pglite.splice(0), ...idle.postgresql.splice(0)];
    await Promise.all(former.map((database) => database.close()));
  }
  for (let found = idle[engine].pop(); found !== undefined; found = idle[engine].pop()) {
    const names = tables ?? ['hub'];
    const isWhole = await found
      .transaction(async ({ query }) => {
        await query(names.map((name) => `(SELECT 1 FROM ${name} LIMIT 1)`).join(' UNION ALL '));
        return true;
      })
      .catch(() => false);
    if (isWhole) return found;
    await found.close();
  }
  return undefined;
}

async function emptyTables(database: HubDatabase): Promise<void> {
  const used = await database.transaction(async ({ query }) => {
    // Turns off triggers that forbid deletions, and foreign keys.
    await query('SET LOCAL session_replication_role = replica');
    const tables = await query<{ name: string }>(
      `SELECT quote_ident(relname) AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
         AND relkind = 'r' AND relname <> 'schema_version' AND pg_relation_size(oid) > 0`,
    );
    for (const { name } of tables) await query(`DELETE FROM ${name}`);
    const sequences = await query<{ name: string }>(
      `SELECT quote_ident(sequencename) AS name FROM pg_sequences WHERE last_value IS NOT NULL`,
    );
    for (const { name } of sequences) await query(`ALTER SEQUENCE ${name} RESTART`);
    await query('SELECT pg_advisory_unlock_all()');
    return tables.map(({ name }) => name);
  });
  // Empties the files of the tables. Faster than TRUNCATE, which makes new ones.
  await sql.raw(`VACUUM ${used.join(', ')}`).execute(database.db);
}
