import type { z } from 'zod';

/** What a value should have been, by the library's name of its type. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object in { }',
  record: 'an object in { }',
  array: 'a list in [ ]',
  tuple: 'a list in [ ]',
  null: 'null',
  date: 'a date',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address, such as nom@exemple.fr',
  url: 'a whole address, such as https://exemple.fr',
  uuid: 'a UUID',
  date: 'a day, such as 2026-03-31',
  datetime: 'a moment, such as 2026-03-31T10:00:00Z',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
};

/**
 * What is expected instead of a value that a schema refuses, in words for IT. Given to a schema as its `error`, it takes
 * the place of all words of the schema library; words that the schema has of its own stay. Never quotes the value.
 */
export const schemaWords = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return bound(issue.inclusive === false ? 'more than' : 'at least', issue.origin, issue.minimum);
    case 'too_big':
      return bound(issue.inclusive === false ? 'less than' : 'at most', issue.origin, issue.maximum);
    case 'invalid_format':
      return `expected ${FORMATS[issue.format] ?? 'another form'}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'unknown key';
    case 'invalid_key':
      return 'expected another name of a key';
    case 'invalid_union':
    case 'invalid_element':
    case 'custom':
      return 'expected another value';
  }
};

function wrongType(expected: string, given: unknown): string {
  const words = KINDS[expected] ?? 'another kind of value';
  return given === undefined ? `missing: expected ${words}` : `expected ${words}, not ${kindOf(given)}`;
}

function kindOf(value: unknown): string {
  if (Number.isNaN(value)) return 'something that is no number';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return { string: 'a text', boolean: 'true or false' }[typeof value as string] ?? 'an object';
}

function bound(comparison: string, origin: string, limit: number | bigint): string {
  const number = `expected ${comparison} ${limit}`;
  const one = Number(limit) === 1;
  if (origin === 'string') return `${number} ${one ? 'character' : 'characters'}`;
  return ['array', 'set', 'map'].includes(origin) ? `${number} ${one ? 'entry' : 'entries'}` : number;
}
