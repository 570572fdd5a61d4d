import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../src-hub/events/canonical-json.ts';

/** What a sender could send: no -0, which JSON does not keep. */
const sent = fc.jsonValue({ maxDepth: 4 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  );
}

describe('canonical JSON', () => {
  it('is the same whatever the order of the keys', () => {
    fc.assert(fc.property(sent, (value) => canonicalJson(turned(value)) === canonicalJson(value)));
  });

  it('differs when the values do', () => {
    fc.assert(
      fc.property(
        sent,
        sent,
        (one, other) => (canonicalJson(one) === canonicalJson(other)) === isDeepStrictEqual(one, other),
      ),
    );
  });

  it('takes what is nested deeper than the stack', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(canonicalJson(deep).length).toBeLessThan(100);
  });

  it('is written without gaps, the keys in order', () => {
    const value = { b: [1, 'x', null], a: { d: true, c: undefined } };
    expect(canonicalJson(value)).toBe('{"a":{"c":null,"d":true},"b":[1,"x",null]}');
  });

  it.each([
    ['arrays', (item: unknown) => [item], ['[', ']']],
    ['objects', (item: unknown) => ({ a: item }), ['{"a":', '}']],
  ] as const)('compares 16 levels of %s, and nothing below', (_, wrap, [open, close]) => {
    const nest = (levels: number, core: unknown): unknown =>
      levels === 0 ? core : wrap(nest(levels - 1, core));
    expect(canonicalJson(nest(15, [1]))).toBe(`${open.repeat(15)}[1]${close.repeat(15)}`);
    expect(canonicalJson(nest(16, [1]))).toBe(`${open.repeat(16)}"…"${close.repeat(16)}`);
  });

  it('takes an absent body', () => {
    expect(canonicalJson(undefined)).toBe('null');
  });
});
