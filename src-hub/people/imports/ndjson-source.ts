import type { RowFault, RowValues, SourceRow } from './fields.ts';
import type { FileColumns, Mapping } from './mapping.ts';
import type { LineBatch } from './read-lines.ts';

/** Reads lines of JSON objects. Unknown keys are ignored. */
export async function* ndjsonRows(
  batches: AsyncGenerator<LineBatch, void, undefined>,
  mapping: Mapping,
  { fields, numeric }: FileColumns,
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  const keys = fields.map((field): Key => ({
    name: mapping[field] === undefined ? field : mapping[field],
    isNumeric: numeric.includes(field),
  }));
  for await (const { first, lines } of batches) {
    yield lines.flatMap((text, at): SourceRow[] => {
      if (text === null) return [{ line: first + at, raw: '', content: { kind: 'too-long' } }];
      return text.trim() === '' ? [] : [{ line: first + at, raw: text, content: valuesOf(text, keys) }];
    });
  }
}

/** Where a line has a field. */
interface Key {
  /** Null: the file does not have it. */
  readonly name: string | null;
  /** True: it may be a number. */
  readonly isNumeric: boolean;
}

function valuesOf(text: string, keys: readonly Key[]): RowValues | RowFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'not-json' };
  const object = new Map<string, unknown>(Object.entries(value));
  return keys.map(({ name, isNumeric }) => {
    if (name === null) return null;
    const found = object.get(name);
    if (isNumeric && typeof found === 'number') return String(found);
    return typeof found === 'string' || found === null || found === undefined ? found : { notText: true };
  });
}
