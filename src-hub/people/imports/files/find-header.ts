import { CsvRows, type CsvRow } from './csv-rows.ts';
import { findColumns, type Columns, type FileColumns, type Mapping } from './mapping.ts';
import type { LineBatch } from './read-lines.ts';

/** Possible separators; the most frequent one in the header is used. */
const DELIMITERS = [';', ',', '\t', '|'] as const;

/** Excel's line before the header that names the separator. */
const SEPARATOR_LINE = /^sep=([;,\t|])$/iu;

/** Lines of a file in which its header is looked for: titles may stand above it. */
const MOST_TITLES = 20;

/** The header of a file, or what is wrong with it. */
export type FoundHeader =
  | {
      readonly ok: true;
      readonly delimiter: string;
      readonly cells: readonly string[];
      /** As written in the file. */
      readonly raw: string;
      /** Line of the header, from 1. */
      readonly line: number;
      /** How many lines of the batch come before the first row. */
      readonly taken: number;
      /** How many lines with something in them stand before the header. */
      readonly titles: number;
      readonly columns: Extract<Columns, { readonly ok: true }>;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Finds the header among the first lines: the first line that names all that the file must have. */
export function findHeader(batch: LineBatch, mapping: Mapping, fileColumns: FileColumns): FoundHeader {
  let best: { readonly row: CsvRow; readonly columns: Extract<Columns, { ok: false }> } | null = null;
  let named: string | null = null;
  let titles = 0;
  let isOpen = false;
  for (let at = 0; at < Math.min(batch.lines.length, MOST_TITLES); at += 1) {
    const text = batch.lines[at] ?? '';
    if (text.trim() === '') continue;
    const separator = SEPARATOR_LINE.exec(text.trim())?.[1] ?? (text === 'sep=\t' ? '\t' : null);
    if (separator !== null) {
      named = separator;
      continue;
    }
    const delimiter = named ?? commonestDelimiter(text);
    const read = firstRow(batch, at, delimiter);
    if (read !== null && !('kind' in read.row.cells)) {
      const { row, taken } = read;
      const cells = read.row.cells;
      const columns = findColumns(cells, mapping, fileColumns);
      if (columns.ok)
        return { ok: true, delimiter, cells, raw: row.raw, line: row.line, taken, titles, columns };
      if (best === null || columns.found > best.columns.found) best = { row, columns };
    } else isOpen ||= titles === 0;
    titles += 1;
  }
  if (titles === 0) return { ok: false, problems: ['the file is empty: not even a header'] };
  if (best === null || (isOpen && best.columns.found === 0))
    return { ok: false, problems: ['the header cannot be read: a quote in it is not closed'] };
  return { ok: false, problems: problemsOf(best.row.line, best.columns) };
}

/** What is missing in the line that looks most like a header. */
function problemsOf(line: number, columns: Extract<Columns, { readonly ok: false }>): readonly string[] {
  if (columns.found > 0)
    return line === 1 ? columns.problems : [`line ${line} looks like the header`, ...columns.problems];
  const names = columns.missing.slice(0, 3).join(', ');
  return [
    `there is no header: a line before the rows names the columns (${names} …)`,
    ...columns.problems.slice(-1),
  ];
}

/** The row that begins at a line of the batch, and how many lines come before the next one. */
function firstRow(
  { first, lines }: LineBatch,
  at: number,
  delimiter: string,
): { readonly row: CsvRow; readonly taken: number } | null {
  const csv = new CsvRows(delimiter);
  // Line by line, because rows after the header are split only when its width is known.
  for (let taken = at; taken < Math.min(lines.length, at + MOST_TITLES); taken += 1) {
    const [row] = csv.add({ first: first + taken, lines: lines.slice(taken, taken + 1) });
    if (row) return { row, taken: taken + 1 };
  }
  return null;
}

function commonestDelimiter(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/gu, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}
