import { openCsv } from './csv-source.ts';
import type { SourceRow } from './fields.ts';
import { MEMBER_COLUMNS, type FileColumns, type Mapping } from './mapping.ts';
import { ndjsonRows } from './ndjson-source.ts';
import type { LineBatch } from './read-lines.ts';
import type { RejectsForm } from './rejects.ts';

/** The rows of a file in any format, or what is wrong with it. */
export type RowSource =
  | {
      readonly ok: true;
      /** Format of the file, in words. */
      readonly form: string;
      readonly rejects: RejectsForm;
      readonly rows: AsyncGenerator<readonly SourceRow[], void, undefined>;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ';': 'semicolons',
  ',': 'commas',
  '\t': 'tabs',
};

/** Detects NDJSON or CSV by the first character of the file, and reads the header of CSV. */
export async function openSource(
  batches: AsyncGenerator<LineBatch, void, undefined>,
  mapping: Mapping,
  columns: FileColumns = MEMBER_COLUMNS,
): Promise<RowSource> {
  const first = await batches.next();
  const all = first.done === true ? batches : withFirst(first.value, batches);
  const start = first.done === true ? '' : startOf(first.value);
  if (start === '[')
    return {
      ok: false,
      problems: ['this is one JSON array: NDJSON has one object a line, without brackets'],
    };
  if (start === '{')
    return {
      ok: true,
      form: 'NDJSON',
      rejects: { format: 'ndjson' },
      rows: ndjsonRows(all, mapping, columns),
    };
  const csv = await openCsv(all, mapping, columns);
  if (!csv.ok) return csv;
  const { delimiter, header, isRejects, used, rows } = csv;
  const name = DELIMITER_NAMES[delimiter] ?? 'another separator';
  return {
    ok: true,
    form: `CSV with ${name}, ${used} of ${csv.columns} columns used`,
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
