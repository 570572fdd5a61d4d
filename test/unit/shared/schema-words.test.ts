import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaWords } from '../../../src-shared/schema-words.ts';

/** Schemas and values that they refuse, at least one for each code of the library. */
const REFUSED: Readonly<Record<string, readonly (readonly [z.ZodType, unknown, string])[]>> = {
  invalid_type: [
    [z.string(), 1, 'expected a text, not a number'],
    [z.string(), undefined, 'missing: expected a text'],
    [z.number(), '587', 'expected a number, not a text'],
    [z.coerce.number(), 'many', 'expected a number, not something that is no number'],
    [z.int(), 1.5, 'expected a whole number, not a fraction'],
    [z.boolean(), null, 'expected true or false, not null'],
    [z.strictObject({}), [], 'expected an object in { }, not a list'],
    [z.record(z.string(), z.string()), 'x', 'expected an object in { }, not a text'],
    [z.array(z.string()), { a: 1 }, 'expected a list in [ ], not an object'],
    [z.date(), true, 'expected a date, not true or false'],
    [z.never(), 'x', 'expected another kind of value, not a text'],
  ],
  invalid_value: [
    [z.enum(['demo', 'production']), 'x', 'expected one of "demo", "production"'],
    [z.literal('noted'), 'x', 'expected "noted"'],
  ],
  too_small: [
    [z.string().min(1), '', 'expected at least 1 character'],
    [z.string().min(8), 'x', 'expected at least 8 characters'],
    [z.number().min(1), 0, 'expected at least 1'],
    [z.number().gt(1), 1, 'expected more than 1'],
    [z.array(z.string()).min(1), [], 'expected at least 1 entry'],
  ],
  too_big: [
    [z.string().max(15), 'x'.repeat(16), 'expected at most 15 characters'],
    [z.number().max(65_535), 65_536, 'expected at most 65535'],
    [z.number().lt(5), 5, 'expected less than 5'],
    [z.array(z.string()).max(2), ['', '', ''], 'expected at most 2 entries'],
  ],
  invalid_format: [
    [z.email(), 'nobody', 'expected an e-mail address, such as nom@exemple.fr'],
    [z.url(), 'x', 'expected a whole address, such as https://exemple.fr'],
    [z.uuid(), 'x', 'expected a UUID'],
    [z.iso.date(), 'x', 'expected a day, such as 2026-03-31'],
    [z.string().regex(/^a$/u), 'b', 'expected another form'],
    [z.string().startsWith('a'), 'b', 'expected another form'],
    [z.base64(), '%', 'expected another form'],
    [z.ipv4(), 'x', 'expected an IPv4 address'],
  ],
  not_multiple_of: [[z.number().multipleOf(5), 7, 'expected a multiple of 5']],
  unrecognized_keys: [[z.strictObject({}), { a: 1 }, 'unknown key']],
  invalid_union: [[z.union([z.string(), z.number()]), true, 'expected another value']],
  invalid_key: [
    [z.record(z.string().regex(/^a$/u), z.string()), { b: '' }, 'expected another name of a key'],
  ],
  invalid_element: [[z.map(z.object({}), z.string()), new Map([[{}, 1]]), 'expected another value']],
  custom: [[z.string().refine(() => false), 'x', 'expected another value']],
};

describe('the words for what a schema refuses', () => {
  it('has a sample for each code of the library', () => {
    const codes: readonly string[] = Object.keys(z).includes('ZodIssueCode')
      ? Object.values(Reflect.get(z, 'ZodIssueCode') as Record<string, string>)
      : [];
    expect(codes.length).toBeGreaterThan(10);
    expect(Object.keys(REFUSED).toSorted()).toEqual(codes.toSorted());
  });

  it.each(Object.keys(REFUSED))('%s has no word of the library', (code) => {
    const samples = REFUSED[code] ?? [];
    expect(samples.length).toBeGreaterThan(0);
    for (const [schema, value, words] of samples) {
      const { error } = schema.safeParse(value, { error: schemaWords });
      expect(error?.issues.map((issue) => [issue.code, issue.message])).toEqual([[code, words]]);
    }
  });

  it('leaves the words that a schema has of its own', () => {
    const schema = z.string().refine(() => false, { error: 'expected what this test wants' });
    expect(schema.safeParse('x', { error: schemaWords }).error?.issues[0]?.message).toBe(
      'expected what this test wants',
    );
  });
});
