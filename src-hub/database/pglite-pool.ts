import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';

/**
 * PGlite's single connection, lent out as a pool does it: one borrower at a time, in the order of asking. Kysely's own
 * dialect for PGlite lets queries of others run inside an open transaction.
 */
export class PglitePool implements PostgresPool {
  readonly options = {};
  readonly #pglite: PGlite;
  readonly #waiting: (() => void)[] = [];
  #lent = false;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** How many wait for the connection. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether nobody has the connection. */
  get idle(): boolean {
    return !this.#lent;
  }

  async connect(): Promise<PostgresPoolClient> {
    if (this.#lent) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#lent = true;
    let given = false;
    return {
      query: (sql: string, parameters: readonly unknown[] = []) => this.#pglite.query(sql, [...parameters]),
      release: () => {
        if (given) return;
        given = true;
        const next = this.#waiting.shift();
        if (next) next();
        else this.#lent = false;
      },
    } as unknown as PostgresPoolClient;
  }

  async end(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }
}
