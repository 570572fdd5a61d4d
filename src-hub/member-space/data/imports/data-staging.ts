import { INSURED_SUBJECT } from '../../../people/subjects.ts';
import type { HubConnection } from '../../../database/hub-database.ts';
import type { StagingTable } from '../../../people/imports/staged-rows.ts';
import type { LateRefusal, Merged } from '../../../people/imports/import-file.ts';
import type { DataFile } from './data-file.ts';

/** Number of the advisory lock that lets only one import change data of the member space. */
const DATA_LOCK = 4_200_016;

/** From this many changed rows on, the database's statistics are refreshed. */
const MANY = 5000;

/** The part of a kind of file that describes its table. */
export type DataTable = Pick<DataFile, 'table' | 'columns' | 'keys' | 'onlyNew' | 'counted' | 'kept'>;

/** Staging table of a kind of file, for `staged-rows.ts`. */
export function stagingOf({ columns }: DataTable): StagingTable {
  return { table: 'import_data', key: 'key', columns: `line, key, ${columns.join(', ')}` };
}

/** Keeps other imports out until the commit. */
export async function lockData(connection: HubConnection): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [DATA_LOCK]);
}

/** Makes the staging tables, which the commit drops. */
export async function makeDataStaging(
  connection: HubConnection,
  { table, columns }: DataTable,
): Promise<void> {
  await connection.query(
    `CREATE TEMPORARY TABLE import_data ON COMMIT DROP AS
       SELECT 0 AS line, ''::text AS key, ${columns.join(', ')} FROM ${table} WITH NO DATA`,
  );
  await connection.query('CREATE TEMPORARY TABLE import_kept (key text NOT NULL) ON COMMIT DROP');
}

/** Takes rows of unknown people out of staging. What the table has under their keys stays. */
export async function dropUnknownPeople(
  connection: HubConnection,
  { kept }: DataTable,
): Promise<LateRefusal> {
  await nameInsured(connection, 'import_data', 'holder');
  if (kept === 'holder') await nameInsured(connection, 'import_kept', 'key');
  const gone = await connection.query<{ line: number }>(
    `WITH gone AS (
       DELETE FROM import_data WHERE NOT EXISTS (SELECT FROM member WHERE member.number = import_data.holder)
         AND NOT EXISTS (SELECT FROM insured WHERE '${INSURED_SUBJECT}' || encode(insured.nir, 'hex') = import_data.holder)
       RETURNING line, ${kept} AS kept
     ), known AS (INSERT INTO import_kept (key) SELECT kept FROM gone)
     SELECT line FROM gone ORDER BY line`,
  );
  return { fault: { field: null, words: UNKNOWN_PERSON }, lines: gone.map(({ line }) => line) };
}

/** Puts the identities of people who are only insured in place of the hashes of their NIR. */
async function nameInsured({ query }: HubConnection, table: string, column: string): Promise<void> {
  await query(
    `UPDATE ${table} SET ${column} = '${INSURED_SUBJECT}' || encode(person, 'hex') FROM nir_hash
     WHERE starts_with(${table}.${column}, '${INSURED_SUBJECT}')
       AND hash = decode(substr(${table}.${column}, ${INSURED_SUBJECT.length + 1}), 'hex')`,
  );
}

const UNKNOWN_PERSON = 'unknown person';

/** Counts what the table contains, and how much of it is not in the file. */
export async function countAbsentData(
  connection: HubConnection,
  { table, columns, counted, kept }: DataTable,
): Promise<{ there: number; absent: number }> {
  const named = columns.slice(0, counted).join(', ');
  const [counts] = await connection.query<{ there: number; absent: number }>(
    `SELECT (SELECT count(*) FROM (SELECT DISTINCT ${named} FROM ${table}) known) AS there,
       (SELECT count(*) FROM (
         SELECT ${named} FROM ${table} WHERE NOT EXISTS (SELECT FROM import_kept WHERE import_kept.key = ${table}.${kept})
         EXCEPT SELECT ${named} FROM import_data
       ) gone) AS absent`,
  );
  return counts ?? { there: 0, absent: 0 };
}

/**
 * Makes a table equal to staging, in one statement. Unchanged rows are not touched. New rows are sorted by person, so
 * that the rows of a person are close together on disk.
 * @param removeAbsent true deletes rows that are not in the file
 */
export async function mergeData(
  connection: HubConnection,
  { table, columns, keys, onlyNew, kept }: DataTable,
  removeAbsent: boolean,
): Promise<Merged> {
  const [all, named] = [columns.join(', '), columns.slice(0, keys)];
  const isSame = named.map((column) => `${table}.${column} = s.${column}`).join(' AND ');
  const updated = columns.slice(keys, onlyNew ?? columns.length);
  const differs = `(${qualifiedColumns(table, updated)}) IS DISTINCT FROM (${qualifiedColumns('s', updated)})`;
  const change =
    updated.length === 0
      ? 'SELECT 1 WHERE false'
      : `UPDATE ${table} SET ${updated.map((column) => `${column} = s.${column}`).join(', ')}
         FROM import_data s WHERE ${isSame} AND ${differs} RETURNING 1`;
  const order = columns.includes('holder')
    ? `s.holder, ${qualifiedColumns('s', named)}`
    : qualifiedColumns('s', named);
  const [counts] = await connection.query<Merged>(
    `WITH changed AS (${change}), added AS (
       INSERT INTO ${table} (${all}) SELECT ${qualifiedColumns('s', columns)} FROM import_data s
       WHERE NOT EXISTS (SELECT FROM ${table} WHERE ${isSame}) ORDER BY ${order} RETURNING 1
     ), removed AS (
       DELETE FROM ${table} WHERE $1::boolean AND NOT EXISTS (SELECT FROM import_data s WHERE ${isSame})
         AND NOT EXISTS (SELECT FROM import_kept WHERE import_kept.key = ${table}.${kept}) RETURNING 1
     )
     SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed,
       (SELECT count(*) FROM removed) AS removed`,
    [removeAbsent],
  );
  const { added, changed, removed } = counts ?? { added: 0, changed: 0, removed: 0 };
  if (added + changed + removed >= MANY) await connection.query(`ANALYZE ${table}`);
  return { added, changed, removed };
}

function qualifiedColumns(table: string, columns: readonly string[]): string {
  return columns.map((column) => `${table}.${column}`).join(', ');
}
