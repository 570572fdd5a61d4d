import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import { BYTEA_AS_BUFFERS, BIGINTS_AS_NUMBERS, DATES_AS_TEXT } from './tables/column-types.ts';
import { RolledBackError, type HubConnection, type HubDatabase } from './hub-database.ts';
import { lockFolder } from './pglite-folder.ts';
import { PglitePool } from './pglite-pool.ts';
import { rehearsalOn, type RehearsalClient } from './rehearsal.ts';
import type { Tables } from './tables/tables.ts';

/**
 * Opens PGlite in a folder, and makes the folder when missing. PGlite never calls fsync, so a power cut can lose
 * committed data: it is for demonstrations and tests only (settings.ts refuses it in production). A killed process
 * loses nothing, because the operating system has what was committed.
 * @throws PgliteInUseError: another process uses the folder
 */
export async function connectPglite(folder: string): Promise<HubDatabase> {
  const release = lockFolder(folder);
  try {
    return onPglite(await PGlite.create(path.join(folder, 'data'), { parsers: PARSERS }), release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Opens PGlite in memory. @param image dump of a data folder to start from */
export async function connectPgliteInMemory(image?: Blob): Promise<HubDatabase> {
  const options = image === undefined ? {} : { loadDataDir: image };
  return onPglite(await PGlite.create({ parsers: PARSERS, ...options }), () => undefined);
}

const PARSERS = Object.fromEntries([...DATES_AS_TEXT, ...BIGINTS_AS_NUMBERS, ...BYTEA_AS_BUFFERS]);

function onPglite(pglite: PGlite, closed: () => void): HubDatabase {
  const pool = new PglitePool(pglite);
  const borrowed = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const client = await pool.connect();
    try {
      return await work();
    } finally {
      client.release();
    }
  };
  /** Runs work in a transaction. */
  const kept = <Result>(work: () => Promise<Result>): Promise<Result> =>
    borrowed(async () => {
      await pglite.query('BEGIN');
      try {
        const result = await work();
        const ended = await pglite.query('COMMIT');
        if (Reflect.get(ended, 'command') === 'ROLLBACK')
          throw new RolledBackError('a statement of the transaction had failed');
        return result;
      } catch (error) {
        await pglite.query('ROLLBACK');
        throw error;
      }
    });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'pglite',
    db,
    transaction: (work) => kept(() => work(asConnection(pglite))),
    together: (work) => kept(() => work(rehearsalOn('pglite', asRehearsal(pglite)))),
    listen: async (channel, heard) => {
      const stop = await borrowed(() => pglite.listen(channel, heard));
      return async () => {
        if (!pglite.closed) await borrowed(() => stop());
      };
    },
    rehearse: (work) =>
      borrowed(async () => {
        await pglite.query('BEGIN');
        try {
          return await work(rehearsalOn('pglite', asRehearsal(pglite)));
        } finally {
          await pglite.query('ROLLBACK');
        }
      }),
    // It is in this process, so never away.
    noteAway: () => undefined,
    pool: () => ({ open: 1, idle: pool.idle ? 1 : 0, waiting: pool.waiting }),
    close: async () => {
      await db.destroy();
      await pool.end();
      closed();
    },
  };
}

function asRehearsal(pglite: PGlite): RehearsalClient {
  const query = (sql: string, parameters: readonly unknown[] = []) => pglite.query(sql, [...parameters]);
  return { query, connection: asConnection(pglite) } as unknown as RehearsalClient;
}

function asConnection(pglite: PGlite): HubConnection {
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pglite.query<Row>(sql, [...parameters])).rows,
    copyIn: async (target, csv) => {
      const pieces: string[] = [];
      for await (const piece of csv) pieces.push(piece);
      await pglite.query(`COPY ${target} FROM '/dev/blob' WITH (FORMAT csv)`, [], { blob: new Blob(pieces) });
    },
  };
}
