import type { z } from 'zod';

/** What was read of an answer. */
export interface ReadAnswer<Value> {
  readonly value: Value;
  /** How many rows of its lists were left out, since only a newer head office knows what they say. */
  readonly unread: number;
}

/**
 * Reads an answer of head office. Fields that this kiosk does not know are left out. A row of a list with a value that
 * it does not know (a kind or state of later) is left out as a whole, so that the others are shown. Nothing else is
 * guessed: a missing part would say something of its own.
 * @returns null: the answer is not of this form
 */
export function readAnswer<Value>(schema: z.ZodType<Value>, json: unknown): ReadAnswer<Value> | null {
  const read = schema.safeParse(json);
  if (read.success) return { value: read.data, unread: 0 };
  const rows = new Map<string, Row>();
  for (const { path } of read.error.issues) {
    const at = path.findIndex((key) => typeof key === 'number');
    if (at < 1) return null;
    rows.set(JSON.stringify(path.slice(0, at + 1)), { list: path.slice(0, at), index: Number(path[at]) });
  }
  // The last first: those before it stay where they are.
  const lastFirst = [...rows.values()].toSorted((one, other) => other.index - one.index);
  const rest = lastFirst.reduce<unknown>((value, { list, index }) => withoutRow(value, list, index), json);
  const again = schema.safeParse(rest);
  return again.success ? { value: again.data, unread: rows.size } : null;
}

interface Row {
  /** Where its list is. */
  readonly list: readonly PropertyKey[];
  readonly index: number;
}

function withoutRow(value: unknown, [key, ...rest]: readonly PropertyKey[], index: number): unknown {
  if (key === undefined) return Array.isArray(value) ? (value as unknown[]).toSpliced(index, 1) : value;
  const fields = Object(value) as Record<PropertyKey, unknown>;
  return { ...fields, [key]: withoutRow(fields[key], rest, index) };
}
