import { FIELDS, type RowFault, type RowValues, type SourceRow } from './fields.ts';
import type { Mapping } from './mapping.ts';
import type { LineBatch } from './read-lines.ts';

/** Reads lines of JSON objects; keys that are no field's are not looked at. */
export async function* ndjsonRows(
  batches: AsyncGenerator<LineBatch, void, undefined>,
  mapping: Mapping,
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  const keys = FIELDS.map((field) => (mapping[field] === undefined ? field : mapping[field]));
  for await (const { first, lines } of batches) {
    yield lines.flatMap((text, at): SourceRow[] => {
      if (text === null) return [{ line: first + at, raw: '', content: { kind: 'too-long' } }];
      return text.trim() === '' ? [] : [{ line: first + at, raw: text, content: valuesOf(text, keys) }];
    });
  }
}

function valuesOf(text: string, keys: readonly (string | null)[]): RowValues | RowFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'not-json' };
  const object = new Map<string, unknown>(Object.entries(value));
  return keys.map((key) => {
    if (key === null) return null;
    const found = object.get(key);
    return typeof found === 'string' || found === null || found === undefined ? found : { notText: true };
  });
}
