import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsBetween, middleOf } from '../../../src-main/database/key-space.ts';

const key = fc.stringMatching(/^[0-9a-f-]{1,40}$/u);

describe('middleOf', () => {
  it('lies between two integers until nothing does', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 53n), fc.bigInt(1n, 2n ** 40n), (after, length) => {
        const middle = middleOf({ after, before: after + length });
        if (length === 1n) expect(middle).toBeNull();
        else expect(typeof middle === 'bigint' && middle > after && middle < after + length).toBe(true);
      }),
    );
  });

  it('lies between two texts in the order of bytes, or there is none', () => {
    fc.assert(
      fc.property(key, key, (one, two) => {
        const [after, before] = one < two ? [one, two] : [two, one];
        const middle = middleOf({ after, before });
        if (middle !== null) expect(middle > after && middle < before).toBe(true);
        if (after.slice(0, 20) === before.slice(0, 20)) return;
        expect(middle).not.toBeNull();
      }),
    );
  });
});

describe('gapsBetween', () => {
  it('leaves no text out but the ends of its stretches', () => {
    fc.assert(
      fc.property(key, (wanted) => {
        const gaps = gapsBetween(null, null, 'text');
        const found = gaps.some(({ after, before }) => wanted > String(after) && wanted <= String(before));
        expect(found).toBe(true);
      }),
    );
  });

  it.each([1n, 2n, 3n, 1000n, 1_000_000n])('covers key %s when neither end is known', (wanted) => {
    const gaps = gapsBetween(null, null, 'integer');
    const covered = gaps.some(({ after, before }) => wanted > BigInt(after) && wanted < BigInt(before));
    const isEnd = gaps.some(({ after, before }) => wanted === after || wanted === before);
    expect(covered || isEnd).toBe(true);
  });

  it('is one stretch when the ends are known', () => {
    expect(gapsBetween(4n, 9n, 'integer')).toEqual([{ after: 4n, before: 9n }]);
    expect(gapsBetween('a0', 'a1', 'text')).toEqual([{ after: 'a0', before: 'a1' }]);
  });
});
