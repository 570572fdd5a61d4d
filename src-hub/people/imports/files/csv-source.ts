import { CsvRows, type BadCells, type CsvRow } from './csv-rows.ts';
import type { KeyText, SourceRow } from './fields.ts';
import { findHeader } from './find-header.ts';
import type { FileColumns, Mapping } from './mapping.ts';
import type { LineBatch } from './read-lines.ts';
import { FAULT_COLUMN } from './rejects.ts';

/** The header of a CSV file and its rows, or what is wrong with it. */
export type OpenedCsv =
  | {
      readonly ok: true;
      readonly delimiter: string;
      /** The header as written in the file. */
      readonly header: string;
      /** Line of the header, from 1. */
      readonly headerLine: number;
      /** How many lines with a title stand before it. */
      readonly titles: number;
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
  while (batch?.lines.every((line) => line?.trim() === '') === true) batch = await nextBatch(batches);
  if (!batch) return { ok: false, problems: ['the file is empty: not even a header'] };
  const header = findHeader(batch, mapping, fileColumns);
  if (!header.ok) return header;
  const { delimiter, raw, taken, titles } = header;
  const rest = { first: batch.first + taken, lines: batch.lines.slice(taken) };
  const cells = [...header.cells, ...emptyEnds(rest, delimiter, header.cells.length)];
  const { at } = header.columns;
  const keys = fileColumns.keys.flatMap(({ field, reads }): PlacedKey[] => {
    const column = at[fileColumns.fields.indexOf(field)] ?? null;
    return column === null ? [] : [{ field, column, reads }];
  });
  const csv = new CsvRows(delimiter);
  csv.expect({
    width: cells.length,
    isRow: (row) => keys.some(({ column, reads }) => reads(row[column] ?? '')),
  });
  const isHeader = ({ cells: read }: CsvRow): boolean =>
    !('kind' in read) && read.every((cell, at) => cell === cells[at]);
  const placed = ({ line, raw: text, cells: read }: CsvRow): SourceRow => ({
    line,
    raw: text,
    content:
      'kind' in read
        ? { kind: read.kind, keys: keysIn(read, cells.length, keys) }
        : at.map((column) => (column === null ? null : (read[column] ?? null))),
  });
  return {
    ok: true,
    delimiter,
    header: raw,
    headerLine: header.line,
    titles,
    isRejects: cells[0] === FAULT_COLUMN,
    used: at.filter((column) => column !== null).length,
    columns: cells.length,
    rows: rowsOf(csv, rest, batches, (rows) => rows.filter((row) => !isHeader(row)).map(placed)),
  };
}

/** Fewest rows that tell how the rows of a file end. */
const FEWEST_ENDS = 3;

/**
 * Empty cells by which every row is longer than the header: some programs end each row with a separator, but not the
 * header. A single longer row would be one with a separator within a text.
 */
function emptyEnds({ lines }: LineBatch, delimiter: string, width: number): string[] {
  const rows = lines
    .filter((line) => line !== null && line.trim() !== '' && !line.includes('"'))
    .map((line) => (line ?? '').split(delimiter).slice(width));
  const [first = []] = rows;
  const isSame = (ends: readonly string[]): boolean =>
    ends.length === first.length && ends.every((cell) => cell.trim() === '');
  return rows.length >= FEWEST_ENDS && rows.every(isSame) ? first.map(() => '') : [];
}

async function* rowsOf(
  csv: CsvRows,
  rest: LineBatch,
  batches: AsyncGenerator<LineBatch, void, undefined>,
  placed: (rows: readonly CsvRow[]) => readonly SourceRow[],
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  yield placed(csv.add(rest));
  for await (const batch of batches) yield placed(csv.add(batch));
  yield placed(csv.end());
}

async function nextBatch(batches: AsyncGenerator<LineBatch, void, undefined>): Promise<LineBatch | null> {
  const next = await batches.next();
  return next.done === true ? null : next.value;
}

interface PlacedKey {
  readonly field: string;
  readonly column: number;
  readonly reads: (text: string) => boolean;
}

/**
 * What can identify a row that has too many or too few cells: the surplus or missing ones may stand before the key or
 * after it, so the key is one of the cells between its place and its place shifted by them.
 */
function keysIn({ found }: BadCells, width: number, keys: readonly PlacedKey[]): KeyText[] {
  const shift = found.length - width;
  return keys.flatMap(({ field, column, reads }) =>
    found
      .slice(Math.max(0, Math.min(column, column + shift)), Math.max(column, column + shift) + 1)
      .filter(reads)
      .map((text): KeyText => ({ field, text })),
  );
}
