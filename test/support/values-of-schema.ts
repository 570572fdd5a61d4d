import fc from 'fast-check';
import { z } from 'zod';

/** A part of a JSON schema. */
interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Fields whose schema says less than it checks. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  email: fc.constant('zoe@exemple.fr'),
  phone: fc.constant('+33639980001'),
  to: fc.constant('+33639980001'),
  phc: fc.constant(
    '$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g',
  ),
  birthDate: fc.constant('1941-12-31'),
  country: fc.constant('FR'),
  postalCode: fc.constant('44000'),
};

/** So many values in a row that the schema refuses: it checks more than can be read from it. */
const MOST_MISSES = 10_000;

/**
 * Values that a schema takes, made from what the schema says of itself; what it checks besides filters them.
 * @throws when it takes none of many: a field of it belongs into {@link FIELDS}
 */
export function valuesOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Node;
  let misses = 0;
  return arbitraryOf(json, '').filter((value) => {
    const { success, error } = schema.safeParse(value);
    misses = success ? 0 : misses + 1;
    if (misses > MOST_MISSES)
      throw new Error(`no value is taken: ${z.prettifyError(error ?? new z.ZodError([]))}`);
    return success;
  });
}

function arbitraryOf(node: Node, name: string): fc.Arbitrary<unknown> {
  const own = isText(node) ? FIELDS[name] : undefined;
  if (own !== undefined) return own;
  if ('const' in node) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, name)));
  if (typeof node.type === 'object')
    return fc.oneof(...node.type.map((type) => arbitraryOf({ ...node, type }, name)));
  switch (node.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({
        min: node.minimum ?? 0,
        max: Math.min(node.maximum ?? 1000, (node.minimum ?? 0) + 1000),
      });
    case 'array': {
      const least = node.minItems ?? 0;
      return fc.array(arbitraryOf(node.items ?? {}, ''), {
        minLength: least,
        maxLength: Math.max(least, Math.min(node.maxItems ?? 3, 3)),
      });
    }
    case 'object': {
      const fields = Object.entries(node.properties ?? {});
      const record = Object.fromEntries(fields.map(([key, field]) => [key, arbitraryOf(field, key)]));
      return fc.record(record, { requiredKeys: [...(node.required ?? [])] });
    }
    case 'string':
      return textOf(node);
    default:
      return fc.constant('x');
  }
}

/** Whether a schema takes texts: another field may have the name of one of {@link FIELDS}. */
function isText(node: Node): boolean {
  return node.type === 'string' || (node.anyOf ?? node.oneOf ?? []).some(isText);
}

function textOf({ format, pattern, minLength = 0, maxLength = 12 }: Node): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: pattern?.includes('7[') === true ? 7 : 4 });
  if (format === 'date') return fc.constantFrom('2026-03-01', '1941-12-31', '2024-02-29');
  if (format === 'email') return fc.constant('zoe@exemple.fr');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'xsmall' });
  return fc.string({
    unit: fc.constantFrom('a', 'é', 'Z', '0'),
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 12)),
  });
}
