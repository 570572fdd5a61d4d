import type { HubConnection } from '../../database/hub-database.ts';

/** Rows per COPY. PGlite keeps so many in memory. */
export const ROWS_PER_COPY = 50_000;

/** A staging table. `key`: column that identifies a row. */
export interface StagingTable {
  readonly table: `import_${string}`;
  readonly key: 'number' | 'nir' | 'key';
  /** Columns in the order of {@link stagedLine}. */
  readonly columns: string;
}

/** One row of a staging table as CSV. An empty cell is null; text is always quoted. */
export function stagedLine(line: number, cells: readonly (string | null | undefined)[]): string {
  const texts = cells.map((text) =>
    text === null || text === undefined ? '' : `"${text.replaceAll('"', '""')}"`,
  );
  return `${line},${texts.join(',')}\n`;
}

/** Copies rows into staging, then the keys of faulty rows, so that these people do not count as absent. */
export async function stageRows(
  connection: HubConnection,
  { table, columns }: StagingTable,
  rows: AsyncIterable<string>,
  kept: () => readonly string[],
): Promise<void> {
  await connection.copyIn(`${table} (${columns})`, rows);
  // The keys are known only after all rows were read.
  const keys = kept();
  if (keys.length > 0) await connection.copyIn('import_kept', [`${keys.join('\n')}\n`]);
}

/** Keeps only the last of rows with equal keys. @returns how many were removed, and the first of their lines */
export async function dropDuplicates(
  connection: HubConnection,
  { table, key }: StagingTable,
): Promise<{ count: number; lines: number[] }> {
  await connection.query(`ANALYZE ${table}`);
  const [gone] = await connection.query<{ count: number; lines: number[] | null }>(
    `WITH gone AS (
       DELETE FROM ${table} earlier USING
         (SELECT ${key}, max(line) AS last FROM ${table} GROUP BY ${key} HAVING count(*) > 1) again
       WHERE earlier.${key} = again.${key} AND earlier.line < again.last RETURNING earlier.line
     ) SELECT count(*) AS count, (array_agg(line ORDER BY line))[1:20] AS lines FROM gone`,
  );
  return { count: gone?.count ?? 0, lines: gone?.lines ?? [] };
}
