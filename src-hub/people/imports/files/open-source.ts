import { openCsv } from './csv-source.ts';
import type { SourceRow } from './fields.ts';
import type { FileColumns, Mapping } from './mapping.ts';
import { ndjsonRows } from './ndjson-source.ts';
import { NotDone } from './not-done.ts';
import type { LineBatch } from './read-lines.ts';
import type { RejectsForm } from './rejects.ts';

/** The rows of a file in any format. */
export interface RowSource {
  /** Format of the file, in words. */
  readonly form: string;
  readonly rejects: RejectsForm;
  readonly rows: AsyncGenerator<readonly SourceRow[], void, undefined>;
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ';': 'semicolons',
  ',': 'commas',
  '\t': 'tabs',
  '|': 'bars',
};

/**
 * Detects NDJSON or CSV by the first character of the file, and reads the header of CSV.
 * @throws NotDone when there is no header, or something else than rows
 */
export async function openSource(
  batches: AsyncGenerator<LineBatch, void, undefined>,
  mapping: Mapping,
  columns: FileColumns,
): Promise<RowSource> {
  let head = await batches.next();
  // Blank lines before the first row tell nothing.
  while (head.done !== true && startOf(head.value) === '') head = await batches.next();
  if (head.done === true) throw new NotDone('the file is empty: not even a header');
  const all = withFirst(head.value, batches);
  const start = startOf(head.value);
  if (start === '[')
    throw new NotDone('this is one JSON array: NDJSON has one object a line, without brackets');
  if (start === '{')
    return { form: 'NDJSON', rejects: { format: 'ndjson' }, rows: ndjsonRows(all, mapping, columns) };
  const csv = await openCsv(all, mapping, columns);
  if (!csv.ok) throw new NotDone(...csv.problems);
  const { delimiter, header, headerLine, titles, isRejects, used, rows } = csv;
  const name = DELIMITER_NAMES[delimiter] ?? 'another separator';
  const below = titles === 0 ? '' : `, header in line ${headerLine} below a title`;
  return {
    form: `CSV with ${name}, ${used} of ${csv.columns} columns used${below}`,
    rejects: { format: 'csv', delimiter, header, isRejects },
    rows,
  };
}

async function* withFirst(
  first: LineBatch,
  others: AsyncGenerator<LineBatch, void, undefined>,
): AsyncGenerator<LineBatch, void, undefined> {
  yield first;
  yield* others;
}

function startOf({ lines }: LineBatch): string {
  return (
    lines
      .find((line) => line !== null && line.trim() !== '')
      ?.trimStart()
      .slice(0, 1) ?? ''
  );
}
