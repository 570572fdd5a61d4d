import type { Kysely } from 'kysely';
import type { Tables } from './tables/tables.ts';

/** A connection inside a transaction, for what Kysely does not offer. */
export interface HubConnection {
  /** Runs one statement with `$1` placeholders. @returns its rows */
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;
  /** Fills a table by COPY. `target`: table and columns, such as `staging (a, b)`; `csv`: chunks of CSV text. */
  copyIn(target: string, csv: AsyncIterable<string> | Iterable<string>): Promise<void>;
}

/** Connections of the pool; `waiting`: how many callers wait for one. */
export interface PoolState {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** The database of head office: PostgreSQL, or PGlite for demonstrations and tests. */
export interface HubDatabase {
  readonly kind: 'postgresql' | 'pglite';
  /**
   * For single statements, and for transactions by `db.transaction()`. Inside a transaction use only its own
   * connection: PGlite has no other, so a query on `db` would wait for ever.
   */
  readonly db: Kysely<Tables>;
  /** Runs work on one connection and commits; rolls back when the work throws. */
  transaction<Result>(work: (connection: HubConnection) => Promise<Result>): Promise<Result>;
  /**
   * Listens to NOTIFY of other transactions. After a lost connection it connects again and calls `heard('')`, because
   * notifications may be missing.
   * @returns a function that stops listening
   */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /**
   * Runs work and undoes all that it changed, notifications too. The work has one connection: its transactions may
   * stand one in another, but not beside each other.
   */
  rehearse<Result>(work: (database: HubDatabase) => Promise<Result>): Promise<Result>;
  /**
   * Runs work as {@link HubDatabase.rehearse} does, and keeps all that it changed when it returns, none when it throws.
   */
  together<Result>(work: (database: HubDatabase) => Promise<Result>): Promise<Result>;
  /**
   * Notes that a statement found the database away. However often it is called, the log has one line, one more each
   * minute, and one when the database is back.
   */
  noteAway(error: unknown): void;
  pool(): PoolState;
  close(): Promise<void>;
}

/** COMMIT became a rollback, because an earlier statement of the transaction had failed. */
export class RolledBackError extends Error {
  override readonly name = 'RolledBackError';
}
