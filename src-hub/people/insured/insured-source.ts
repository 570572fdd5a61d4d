import { CsvRows, type CsvRow } from '../imports/csv-rows.ts';
import { NotDone } from '../imports/not-done.ts';
import type { LineBatch } from '../imports/read-lines.ts';
import {
  INSURED_FIELDS,
  OPTIONAL_FIELDS,
  type CutFault,
  type InsuredRow,
  type InsuredValues,
} from './insured-fields.ts';

type Batches = AsyncGenerator<LineBatch, void, undefined>;

/**
 * Reads the rows of a file. A file that starts with a brace is NDJSON, any other is CSV (`;`, `,` or tab) whose first
 * line has the column names of {@link INSURED_FIELDS}. Other columns are ignored.
 * @throws NotDone: the file is empty, or a column is missing
 */
export async function* insuredRows(batches: Batches): AsyncGenerator<InsuredRow[], void, undefined> {
  let batch = await nextBatch(batches);
  while (batch?.lines.every(isBlank) === true) batch = await nextBatch(batches);
  if (batch === null) throw new NotDone('the file is empty: not even a header');
  const blank = batch.lines.findIndex((line) => !isBlank(line));
  const first = { first: batch.first + blank, lines: batch.lines.slice(blank) };
  const all = withFirst(first, batches);
  yield* first.lines[0]?.trimStart().startsWith('{') === true ? jsonRows(all) : csvRows(all);
}

async function* jsonRows(batches: Batches): AsyncGenerator<InsuredRow[], void, undefined> {
  for await (const { first, lines } of batches)
    yield lines.flatMap((text, at): InsuredRow[] => {
      if (text === null) return [{ line: first + at, content: 'too-long' }];
      return text.trim() === '' ? [] : [{ line: first + at, content: valuesOf(text) }];
    });
}

function valuesOf(text: string): InsuredValues | CutFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-json';
  const object = new Map<string, unknown>(Object.entries(value));
  return INSURED_FIELDS.map((field) => {
    const found = object.get(field);
    return typeof found === 'string' ? found : null;
  });
}

async function* csvRows(batches: Batches): AsyncGenerator<InsuredRow[], void, undefined> {
  const start = await nextBatch(batches);
  const header = start?.lines[0] ?? '';
  const delimiter = [';', '\t'].find((sign) => header.includes(sign)) ?? ',';
  const heads = header.split(delimiter).map((head) => head.trim().replaceAll('"', '').toLowerCase());
  const at = INSURED_FIELDS.map((field) => heads.indexOf(field));
  const absent = INSURED_FIELDS.filter((field) => !heads.includes(field) && !OPTIONAL_FIELDS.includes(field));
  if (absent.length > 0)
    throw new NotDone(`the first line must name the columns; absent: ${absent.join(', ')}`);
  const csv = new CsvRows(delimiter);
  csv.expectWidth(heads.length);
  const placed = (rows: readonly CsvRow[]): InsuredRow[] =>
    rows.map(({ line, cells }) => ({
      line,
      content: 'kind' in cells ? (cells.kind as CutFault) : at.map((column) => cells[column] ?? null),
    }));
  if (start) yield placed(csv.add({ first: start.first + 1, lines: start.lines.slice(1) }));
  for await (const batch of batches) yield placed(csv.add(batch));
  yield placed(csv.end());
}

function isBlank(line: string | null): boolean {
  return line?.trim() === '';
}

async function* withFirst(first: LineBatch, others: Batches): Batches {
  yield first;
  yield* others;
}

async function nextBatch(batches: Batches): Promise<LineBatch | null> {
  const next = await batches.next();
  return next.done === true ? null : next.value;
}
