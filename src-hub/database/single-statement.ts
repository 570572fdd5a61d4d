import { CompiledQuery } from 'kysely';
import type { HubConnection, HubDatabase } from './hub-database.ts';

/**
 * Runs statements without a transaction; each is committed by itself. One round trip, where a transaction takes three.
 */
export function singleStatement({ db }: Pick<HubDatabase, 'db'>): HubConnection['query'] {
  return async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows;
}

/** Where a statement runs: by itself on the database, or on a connection together with other work. */
export type Queryable = Pick<HubDatabase, 'db'> | Pick<HubConnection, 'query'>;

export function queryOf(where: Queryable): HubConnection['query'] {
  return 'query' in where ? where.query : singleStatement(where);
}
