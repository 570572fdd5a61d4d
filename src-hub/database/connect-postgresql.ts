import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { HubLog } from '../hub-log.ts';
import { readNumbers, TEXT_DATES } from './column-types.ts';
import type { HubConnection, HubDatabase } from './hub-database.ts';
import type { Tables } from './tables.ts';

/** Wait before a lost listening connection is made again, in milliseconds. */
const LISTEN_AGAIN = 500;

/** Connects to PostgreSQL by URL; connections are made when needed, so a server that is away is no fault here. */
export function connectPostgresql(options: { url: string; connections: number; log: HubLog }): HubDatabase {
  const { url, connections, log } = options;
  const types = new pg.TypeOverrides();
  for (const [oid, read] of [...TEXT_DATES, ...readNumbers]) types.setTypeParser(oid, read);
  const settings: pg.PoolConfig = { connectionString: url, types, connectionTimeoutMillis: 5000 };
  const pool = new pg.Pool({ ...settings, max: connections });
  // A connection that breaks while idle is replaced at the next use.
  pool.on('error', (error) => log.warn({ code: Reflect.get(error, 'code') }, 'database-connection-lost'));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgresql',
    db,
    async transaction(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        const result = await work(asConnection(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    listen: (channel, heard) => listen(settings, channel, heard, log),
    close: () => db.destroy(),
  };
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

/** A connection of its own that is made again whenever it breaks. */
async function listen(
  settings: pg.ClientConfig,
  channel: string,
  heard: (payload: string) => void,
  log: HubLog,
): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void connect().then(() => heard(''), again), LISTEN_AGAIN);
  };
  const connect = async (): Promise<void> => {
    const made = new pg.Client(settings);
    made.on('error', (error) => log.warn({ code: Reflect.get(error, 'code') }, 'database-listener-lost'));
    made.on('end', () => {
      if (client === made) again();
    });
    made.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await made.connect();
      await made.query(`LISTEN ${made.escapeIdentifier(channel)}`);
    } catch (error) {
      await made.end().catch(() => undefined);
      throw error;
    }
    client = made;
    if (stopped) await made.end();
  };
  await connect().catch(again);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
