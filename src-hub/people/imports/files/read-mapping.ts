import fs from 'node:fs';
import { z } from 'zod';
import { plainWord, type FileColumns, type Mapping } from './mapping.ts';

/** A mapping, or what is wrong with its file. */
export type ReadMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly string[] };

const mappingSchema = z.record(z.string(), z.string().min(1).nullable());

/**
 * Reads a mapping file (JSON): the CSV header or NDJSON key of each field; null: the file does not have the field.
 * Fields may be written in another style (`birth_date`).
 */
export function readMapping(file: string, columns: FileColumns): ReadMapping {
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\ufeff/u, ''));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'not JSON' : String(Reflect.get(Object(error), 'code'));
    return refused([`the mapping cannot be read: ${why}`]);
  }
  const result = mappingSchema.safeParse(value);
  if (!result.success)
    return refused(['mapping: one JSON object of texts, such as { "number": "ID_ADH", "phone": null }']);
  const { fields, optional, nullable } = columns;
  const mapping: Record<string, string | null> = {};
  const problems: string[] = [];
  for (const [key, name] of Object.entries(result.data)) {
    const field = fields.find((known) => plainWord(known) === plainWord(key));
    if (field === undefined)
      problems.push(`mapping: ${key}: there is no such field; it has ${fields.join(', ')}`);
    else if (name === null && ![...optional, ...nullable].includes(field))
      problems.push(`mapping: ${key}: cannot be null, since each row needs it`);
    else if (Object.hasOwn(mapping, field)) problems.push(`mapping: ${key}: given twice`);
    else mapping[field] = name;
  }
  return problems.length === 0 ? { ok: true, mapping } : refused(problems);
}

function refused(problems: readonly string[]): ReadMapping {
  return { ok: false, problems };
}
