import type { CutFault, KeyText, RowValues, SourceRow } from './fields.ts';
import { plainWord, type FileColumns, type Mapping } from './mapping.ts';
import { LONGEST_LINE, type LineBatch } from './read-lines.ts';

/** Reads lines of JSON objects. Unknown keys are ignored. */
export async function* ndjsonRows(
  batches: AsyncGenerator<LineBatch, void, undefined>,
  mapping: Mapping,
  columns: FileColumns,
): AsyncGenerator<readonly SourceRow[], void, undefined> {
  const reader = new ObjectReader(mapping, columns);
  for await (const { first, lines } of batches) {
    yield lines.flatMap((text, at): SourceRow[] => {
      const line = first + at;
      if (text === null || text.length > LONGEST_LINE) {
        const keys = reader.keysIn(text?.slice(0, LONGEST_LINE) ?? '');
        return [{ line, raw: text ?? '', content: { kind: 'too-long', keys } }];
      }
      return text.trim() === '' ? [] : [{ line, raw: text, content: reader.read(text) }];
    });
  }
}

/** Finds the fields of a file in JSON objects, by the name of the field or a usual header. */
class ObjectReader {
  readonly #mapping: Mapping;
  readonly #columns: FileColumns;
  /** Place of the field that a key is, by key; -1: none. Files have few different keys. */
  readonly #places = new Map<string, number>();

  constructor(mapping: Mapping, columns: FileColumns) {
    this.#mapping = mapping;
    this.#columns = columns;
  }

  read(text: string): RowValues | CutFault {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { kind: 'not-json', keys: this.keysIn(text) };
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { kind: 'not-json', keys: [] };
    const { fields, numeric } = this.#columns;
    const values: RowValues[number][] = fields.map((field) =>
      this.#mapping[field] === null ? null : undefined,
    );
    const seen = new Set<number>();
    for (const [key, found] of Object.entries(value)) {
      const place = this.#placeOf(key);
      if (place < 0) continue;
      if (seen.has(place)) return { kind: 'several-keys', keys: this.keysIn(text) };
      seen.add(place);
      values[place] =
        typeof found === 'number' && numeric.includes(fields[place] ?? '') ? String(found) : textOf(found);
    }
    return values;
  }

  /** What identifies a line that is no JSON object, such as one that was cut off. */
  keysIn(text: string): KeyText[] {
    return Array.from(text.matchAll(/"([^"\\]{1,60})"\s*:\s*"([^"\\]{0,100})"/gu)).flatMap(
      ([, key = '', value = '']): KeyText[] => {
        const field = this.#columns.fields[this.#placeOf(key)];
        const known = this.#columns.keys.find((one) => one.field === field);
        return known?.reads(value) === true ? [{ field: known.field, text: value }] : [];
      },
    );
  }

  #placeOf(key: string): number {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#findPlace(key);
      // Keys of a hostile file are not all remembered.
      if (this.#places.size < 1000) this.#places.set(key, place);
    }
    return place;
  }

  #findPlace(key: string): number {
    const { fields, usual } = this.#columns;
    const mapped = fields.findIndex((field) => this.#mapping[field] === key);
    if (mapped >= 0) return mapped;
    const plain = plainWord(key);
    return fields.findIndex(
      (field) =>
        this.#mapping[field] === undefined &&
        (plainWord(field) === plain || (usual[field] ?? []).includes(plain)),
    );
  }
}

function textOf(value: unknown): RowValues[number] {
  return typeof value === 'string' || value === null || value === undefined ? value : { notText: true };
}
