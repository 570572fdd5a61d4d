import type { HubSecret } from '../basics/hub-secret.ts';
import { unseal } from '../basics/seal.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { KEYED_COLUMNS, type KeyedColumn } from './keyed-columns.ts';

/** Rows that are worth nothing without a key. */
export interface Dependant {
  readonly what: string;
  readonly count: number;
  /** When the last of them is needed no more; null: not by itself. */
  readonly until: Date | null;
  /** Whether `keys reseal` frees them. */
  readonly isResealed: boolean;
}

/** Rows per query. */
const AT_ONCE = 500;

/** What depends on a key now. */
export async function dependantsOf(
  connection: HubConnection,
  secret: HubSecret,
  key: string,
  now: Date,
): Promise<Dependant[]> {
  const found: Dependant[] = [];
  for (const column of KEYED_COLUMNS) {
    const { what, needed, until, resealed } = column;
    if (needed === null) continue;
    const [row] = await connection.query<{ count: number; until: Date | null }>(
      `SELECT count(*) AS count, ${until === null ? 'NULL::timestamptz' : `max(${until})`} AS until
       FROM ${column.table} WHERE $1::timestamptz IS NOT NULL AND ${needed} AND ${madeWith(column, secret, '$2')}`,
      [now.toISOString(), key],
    );
    const count =
      resealed === null ? (row?.count ?? 0) : await countOpened(connection, secret, column, key, now);
    if (count > 0) found.push({ what, count, until: row?.until ?? null, isResealed: resealed !== null });
  }
  return found;
}

/**
 * SQL condition: a value names the key of a parameter, or names none while that key is the first. The parameter is used
 * in any case.
 */
function madeWith({ column, resealed }: KeyedColumn, secret: HubSecret, parameter: string): string {
  const named = `encode(substring(${column} FROM 1 FOR 4), 'hex')`;
  const bare =
    resealed === null && column !== 'sealed'
      ? `octet_length(${column}) = 32`
      : `${named} NOT IN (SELECT id FROM hub_key)`;
  return `${column} IS NOT NULL AND (CASE WHEN ${bare} THEN '${secret.duties.first}' ELSE ${named} END) = ${parameter}`;
}

/** Of sealed texts only those count that can be opened: for a damaged one no key is of use. */
async function countOpened(
  connection: HubConnection,
  secret: HubSecret,
  column: KeyedColumn,
  key: string,
  now: Date,
): Promise<number> {
  let count = 0;
  for await (const rows of sealedWith(connection.query, secret, column, key, now))
    count += rows.filter(({ sealed }) => opened(secret, column, sealed) !== null).length;
  return count;
}

/** A sealed text and its row. */
export interface SealedRow {
  readonly id: string;
  readonly sealed: Buffer;
}

/** Sealed texts of a column that were made with a key, in pieces. */
export async function* sealedWith(
  query: HubConnection['query'],
  secret: HubSecret,
  column: KeyedColumn,
  key: string,
  now: Date,
): AsyncGenerator<SealedRow[]> {
  const { table, needed, resealed } = column;
  if (resealed === null) return;
  for (let last: string | null = null; ;) {
    const rows: SealedRow[] = await query<SealedRow>(
      `SELECT ${resealed.id}::text AS id, ${column.column} AS sealed FROM ${table}
       WHERE $1::timestamptz IS NOT NULL AND ${needed ?? 'true'} AND ${madeWith(column, secret, '$2')}
         AND ($3::uuid IS NULL OR ${resealed.id} > $3::uuid)
       ORDER BY ${resealed.id} LIMIT ${AT_ONCE}`,
      [now.toISOString(), key, last],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
    last = rows.at(-1)?.id ?? null;
  }
}

/** The text of a sealed value; null: damaged. */
export function opened(secret: HubSecret, { resealed }: KeyedColumn, sealed: Uint8Array): string | null {
  try {
    return resealed && unseal(secret, resealed.purpose, sealed);
  } catch {
    return null;
  }
}
