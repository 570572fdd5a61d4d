import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { HubLog } from '../basics/hub-log.ts';
import { BIGINTS_AS_NUMBERS, DATES_AS_TEXT } from './tables/column-types.ts';
import { DatabaseOutage } from './database-outage.ts';
import { RolledBackError, type HubConnection, type HubDatabase } from './hub-database.ts';
import { BEAT_WITHIN, listenPostgresql } from './listen-postgresql.ts';
import { rehearsalOn, type RehearsalClient } from './rehearsal.ts';
import { watchClients } from './silent-clients.ts';
import type { Tables } from './tables/tables.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** Longest wait for a connection, in milliseconds. After that a kiosk gets `unavailable` instead of waiting longer. */
const CONNECT_WITHIN = 5000;

/** After this many milliseconds without a statement the server ends a transaction and frees its locks. */
const SILENT_TRANSACTION = MINUTE;

export interface PostgresqlOptions {
  readonly url: string;
  /** Size of the pool; listening connections are not counted. */
  readonly connections: number;
  readonly log: HubLog;
  /** Longest time of a statement, in milliseconds; null: no limit, for long commands. */
  readonly longestStatement?: number | null;
}

/** Makes a pool for a PostgreSQL server. It connects on the first use, so it does not fail when the server is away. */
export function connectPostgresql(options: PostgresqlOptions): HubDatabase {
  const { url, connections, log, longestStatement = null } = options;
  const types = new pg.TypeOverrides();
  for (const [oid, read] of [...DATES_AS_TEXT, ...BIGINTS_AS_NUMBERS]) types.setTypeParser(oid, read);
  const settings: pg.PoolConfig = {
    connectionString: url,
    types,
    connectionTimeoutMillis: CONNECT_WITHIN,
    keepAlive: true,
    application_name: 'borne-hub',
  };
  const pool = new pg.Pool({
    ...settings,
    max: connections,
    idle_in_transaction_session_timeout: SILENT_TRANSACTION,
    ...(longestStatement === null ? {} : { statement_timeout: longestStatement }),
  });
  const outage = new DatabaseOutage({
    log,
    ask: () => pool.query('SELECT 1'),
    clock: () => performance.now(),
    wait: (milliseconds) => pause(milliseconds, undefined, { ref: false }),
  });
  pool.on('error', (error) => outage.note(error));
  const dropSilent = watchClients(pool, () => performance.now());
  // The pool handles errors of idle connections only; without this handler an error during use would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgresql',
    db,
    transaction: (work) => kept(pool, (client) => work(asConnection(client))),
    together: (work) => kept(pool, (client) => work(rehearsalOn('postgresql', asRehearsal(client)))),
    async rehearse(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        return await work(rehearsalOn('postgresql', asRehearsal(client)));
      } finally {
        await client.query('ROLLBACK').catch(() => (broken = true));
        client.release(broken);
      }
    },
    listen: (channel, heard) =>
      listenPostgresql(settings, channel, {
        heard,
        lost: (error) => outage.note(error),
        silent: () => dropSilent(BEAT_WITHIN),
      }),
    noteAway: (error) => outage.note(error),
    // The pool hands idle connections out a tick later: who asks in between does not wait.
    pool: () => ({
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: Math.max(0, pool.waitingCount - pool.idleCount),
    }),
    close: async () => {
      outage.close();
      await db.destroy();
      // Kysely ends the pool only when it has used it.
      if (!pool.ending) await pool.end();
    },
  };
}

/** Runs work in a transaction of one connection. */
async function kept<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const { command } = await client.query('COMMIT');
    if (command === 'ROLLBACK') throw new RolledBackError('a statement of the transaction had failed');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

function asRehearsal(client: pg.PoolClient): RehearsalClient {
  const query = (sql: string, parameters: readonly unknown[] = []) => client.query(sql, [...parameters]);
  return { query, connection: asConnection(client) } as unknown as RehearsalClient;
}

function asConnection(client: pg.PoolClient): HubConnection {
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, [...parameters])).rows as Row[],
    copyIn: (target, csv) =>
      pipeline(
        Readable.from(csv, { objectMode: false }),
        client.query(copyFrom(`COPY ${target} FROM STDIN WITH (FORMAT csv)`)),
      ),
  };
}
