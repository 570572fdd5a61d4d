import fs from 'node:fs';
import type { z } from 'zod';
import type { Mapping } from './mapping.ts';

/** A mapping, or what is wrong with its file. */
export type ReadMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a mapping file (JSON). @param schema of the kind of file that is imported */
export function readMapping(file: string, schema: z.ZodType<Mapping>): ReadMapping {
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\ufeff/u, ''));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'not JSON' : String(Reflect.get(Object(error), 'code'));
    return { ok: false, problems: [`the mapping cannot be read: ${why}`] };
  }
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, mapping: result.data };
  return {
    ok: false,
    problems: result.error.issues.map(({ path: at, message }) => `mapping: ${at.join('.')}: ${message}`),
  };
}
