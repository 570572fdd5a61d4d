import { z } from 'zod';
import { CsvRows, type CsvRow } from '../../../people/imports/csv-rows.ts';
import { NotDone } from '../../../people/imports/not-done.ts';
import type { LineBatch } from '../../../people/imports/read-lines.ts';

/** Columns of CSV and keys of NDJSON; others are ignored. */
const FIELDS = ['receipt', 'state', 'reply'] as const;

const rowSchema = z.object({
  receipt: z.string(),
  state: z.string().trim(),
  reply: z.string().nullable().default(null),
});

/** One row of a file of answers. `cells`: null when the row is unreadable. */
export interface AnswerRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly cells: z.infer<typeof rowSchema> | null;
}

type Batches = AsyncGenerator<LineBatch, void, undefined>;

/**
 * Reads rows of answers. A file that starts with a brace is NDJSON, any other is CSV (`;`, `,` or tab) whose first line
 * has the column names.
 * @throws NotDone: the file is empty, or a column is missing
 */
export async function* answerRows(batches: Batches): AsyncGenerator<AnswerRow[], void, undefined> {
  let csv: { readonly rows: CsvRows; readonly at: readonly number[] } | null = null;
  let isJson: boolean | null = null;
  for await (const batch of batches) {
    let { first, lines } = batch;
    if (isJson === null) {
      const start = lines.findIndex((line) => line?.trim() !== '');
      if (start < 0) continue;
      const head = lines[start] ?? '';
      isJson = head.trimStart().startsWith('{');
      if (!isJson) csv = openAnswerRows(head);
      const skipped = isJson ? start : start + 1;
      [first, lines] = [first + skipped, lines.slice(skipped)];
    }
    if (csv === null) yield lines.flatMap((text, at) => jsonRow(first + at, text));
    else yield placeColumns(csv.rows.add({ first, lines }), csv.at);
  }
  if (isJson === null) throw new NotDone('the file is empty: not even a header');
  if (csv !== null) yield placeColumns(csv.rows.end(), csv.at);
}

function openAnswerRows(header: string): { readonly rows: CsvRows; readonly at: readonly number[] } {
  const delimiter = [';', '\t'].find((sign) => header.includes(sign)) ?? ',';
  const heads = header.split(delimiter).map((head) => head.trim().replaceAll('"', '').toLowerCase());
  const absent = FIELDS.filter((field) => !heads.includes(field));
  if (absent.length > 0)
    throw new NotDone(`the first line must name the columns; absent: ${absent.join(', ')}`);
  const rows = new CsvRows(delimiter);
  rows.expectWidth(heads.length);
  return { rows, at: FIELDS.map((field) => heads.indexOf(field)) };
}

function placeColumns(rows: readonly CsvRow[], at: readonly number[]): AnswerRow[] {
  return rows.map(({ line, cells }) => {
    if ('kind' in cells) return { line, cells: null };
    const [receipt = '', state = '', reply = ''] = at.map((column) => cells[column] ?? '');
    return { line, cells: { receipt, state, reply } };
  });
}

function jsonRow(line: number, text: string | null): AnswerRow[] {
  if (text === null) return [{ line, cells: null }];
  if (text.trim() === '') return [];
  try {
    const row = rowSchema.safeParse(JSON.parse(text));
    return [{ line, cells: row.success ? row.data : null }];
  } catch {
    return [{ line, cells: null }];
  }
}
