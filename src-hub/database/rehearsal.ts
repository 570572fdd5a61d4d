import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type { HubConnection, HubDatabase } from './hub-database.ts';
import type { Tables } from './tables/tables.ts';

/** The connection of a rehearsal. */
export interface RehearsalClient {
  /** Runs one statement as the driver does. */
  readonly query: PostgresPoolClient['query'];
  readonly connection: HubConnection;
}

/**
 * A database within one open transaction, which whoever calls this ends: transactions become savepoints. It
 * hears nothing of other transactions.
 */
export function rehearsalOn(kind: HubDatabase['kind'], client: RehearsalClient): HubDatabase {
  const { connection } = client;
  let depth = 0;
  const begin = (): string => `SAVEPOINT rehearsed_${++depth}`;
  const keep = (): string => `RELEASE SAVEPOINT rehearsed_${depth--}`;
  const undo = (): string => `ROLLBACK TO SAVEPOINT rehearsed_${depth--}`;
  const lent = {
    query: (sql: string, parameters: readonly unknown[] = []) => {
      if (/^(?:begin|start transaction)/iu.test(sql)) return client.query(begin(), []);
      if (/^commit/iu.test(sql)) return client.query(keep(), []);
      return client.query(/^rollback/iu.test(sql) ? undo() : sql, parameters);
    },
    release: () => undefined,
  } as unknown as PostgresPoolClient;
  const pool = { options: {}, connect: () => Promise.resolve(lent), end: () => Promise.resolve() };
  const database: HubDatabase = {
    kind,
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool }) }),
    async transaction(work) {
      await connection.query(begin());
      try {
        const result = await work(connection);
        await connection.query(keep());
        return result;
      } catch (error) {
        await connection.query(undo());
        throw error;
      }
    },
    listen: () => Promise.resolve(() => Promise.resolve()),
    rehearse: (work) => work(database),
    together: (work) => work(database),
    noteAway: () => undefined,
    pool: () => ({ open: 1, idle: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  return database;
}
