import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** One connection within a transaction, for what Kysely does not have. */
export interface HubConnection {
  /** Runs one statement with `$1` placeholders. @returns its rows */
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;
  /** Fills a table by COPY. `target`: table and columns, such as `staging (a, b)`; `csv`: pieces of CSV text. */
  copyIn(target: string, csv: AsyncIterable<string> | Iterable<string>): Promise<void>;
}

/** Connections of a pool, and who waits for one. */
export interface PoolState {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Head office's database: PostgreSQL, or PGlite for demonstrations and tests. */
export interface HubDatabase {
  readonly kind: 'postgresql' | 'pglite';
  /**
   * For single statements, and for transactions by `db.transaction()`. Within a transaction use its own connection
   * only: PGlite has no second one, and a query beside it would wait for ever.
   */
  readonly db: Kysely<Tables>;
  /** Runs work on one connection and commits; rolls back when it throws. */
  transaction<Result>(work: (connection: HubConnection) => Promise<Result>): Promise<Result>;
  /**
   * Hears what other transactions tell by NOTIFY once they have committed; connects again by itself, and then says
   * `''`, since something may have been missed.
   * @returns a function that ends it
   */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  pool(): PoolState;
  close(): Promise<void>;
}

/** A COMMIT that the database turned into a rollback, since a statement before it had failed. */
export class RolledBackError extends Error {
  override readonly name = 'RolledBackError';
}
