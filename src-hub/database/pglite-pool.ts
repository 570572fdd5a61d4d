import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';

/**
 * A pool around PGlite's single connection: one user at a time, in order of arrival. Kysely's own dialect for PGlite
 * would let queries of others run inside an open transaction.
 */
export class PglitePool implements PostgresPool {
  readonly options = {};
  readonly #pglite: PGlite;
  readonly #waiting: (() => void)[] = [];
  #lent = false;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** How many callers wait for the connection. */
  get waiting(): number {
    return this.#waiting.length;
  }

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
