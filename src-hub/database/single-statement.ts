import { CompiledQuery } from 'kysely';
import type { HubConnection, HubDatabase } from './hub-database.ts';

/** Runs statements one by one, each committed by itself: one round trip where a transaction takes three. */
export function singleStatement({ db }: Pick<HubDatabase, 'db'>): HubConnection['query'] {
  return async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows;
}

/** Where one statement runs: by itself, or on a connection, when it must commit with other work. */
export type Queryable = Pick<HubDatabase, 'db'> | Pick<HubConnection, 'query'>;

/** Runs statements where they are to run. */
export function queryOf(where: Queryable): HubConnection['query'] {
  return 'query' in where ? where.query : singleStatement(where);
}
