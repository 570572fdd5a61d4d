import { CsvRows, type CsvRow } from './csv-rows.ts';
import type { SourceRow } from './fields.ts';
import { findColumns, type FileColumns, type Mapping } from './mapping.ts';
import { FAULT_COLUMN } from './rejects.ts';
import type { LineBatch } from './read-lines.ts';

/** Possible separators; the most frequent one in the header is used. */
const DELIMITERS = [';', ',', '\t'] as const;

/** Excel's line before the header that names the separator. */
const SEPARATOR_LINE = /^sep=([;,\t])$/iu;

/** The header of a CSV file and its rows, or what is wrong with it. */
export type OpenedCsv =
  | {
      readonly ok: true;
      readonly delimiter: string;
      /** The header as written in the file. */
      readonly header: string;
      /** True: the first column says why a row was rejected, so this is a file of rejects. */
      readonly isRejects: boolean;
      readonly used: number;
      readonly columns: number;
      readonly rows: AsyncGenerator<readonly SourceRow[], void, undefined>;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the header of a CSV file. The rows are read on demand. */
export async function openCsv(
  batches: AsyncGenerator<LineBatch, void, undefined>,
  mapping: Mapping,
  fileColumns: FileColumns,
): Promise<OpenedCsv> {
  let batch = await nextBatch(batches);
  while (batch && firstLine(batch) === null) batch = await nextBatch(batches);
  if (!batch) return { ok: false, problems: ['the file is empty: not even a header'] };
  batch = dropLines(batch, (firstLine(batch) ?? batch.first) - batch.first);
  const named = SEPARATOR_LINE.exec(batch.lines[0] ?? '')?.[1];
  if (named !== undefined) batch = dropLines(batch, 1);
  const delimiter = named ?? commonestDelimiter(batch.lines[0] ?? '');
  const csv = new CsvRows(delimiter);
  // Line by line, because rows after the header are split only when its width is known.
  let header: CsvRow | undefined;
  let taken = 0;
  while (!header && taken < batch.lines.length) {
    const found = csv.add({ first: batch.first + taken, lines: batch.lines.slice(taken, taken + 1) });
    taken += 1;
    [header] = found;
  }
  if (!header || 'kind' in header.cells)
    return { ok: false, problems: ['the header cannot be read: a quote in it is not closed'] };
  const { cells } = header;
  const columns = findColumns(cells, mapping, fileColumns);
  if (!columns.ok) return { ok: false, problems: columns.problems };
  csv.expectWidth(cells.length);
  const { at } = columns;
  return {
    ok: true,
    delimiter,
    header: header.raw,
    isRejects: cells[0] === FAULT_COLUMN,
    used: at.filter((column) => column !== null).length,
    columns: cells.length,
    rows: rowsOf(csv, dropLines(batch, taken), batches, at),
  };
}

async function* rowsOf(
  csv: CsvRows,
  rest: LineBatch,
  batches: AsyncGenerator<LineBatch, void, undefined>,
  at: readonly (number | null)[],
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  const placed = (rows: readonly CsvRow[]): SourceRow[] =>
    rows.map(({ line, raw, cells }) => ({
      line,
      raw,
      content:
        'kind' in cells ? cells : at.map((column) => (column === null ? null : (cells[column] ?? null))),
    }));
  yield placed(csv.add(rest));
  for await (const batch of batches) yield placed(csv.add(batch));
  yield placed(csv.end());
}

async function nextBatch(batches: AsyncGenerator<LineBatch, void, undefined>): Promise<LineBatch | null> {
  const next = await batches.next();
  return next.done === true ? null : next.value;
}

/** @returns number of the first line that is not blank; null: none */
function firstLine({ first, lines }: LineBatch): number | null {
  const at = lines.findIndex((line) => line?.trim() !== '');
  return at < 0 ? null : first + at;
}

function dropLines({ first, lines }: LineBatch, count: number): LineBatch {
  return { first: first + count, lines: lines.slice(count) };
}

function commonestDelimiter(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/gu, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
