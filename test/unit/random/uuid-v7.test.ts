import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../src-main/random/random.ts';
import { uuidV7Source } from '../../../src-main/random/uuid-v7.ts';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

describe('uuidV7Source', () => {
  it('carries the moment in its first 48 bits', () => {
    const next = uuidV7Source({ now: () => 0x0123_4567_89ab }, systemRandom);
    expect(next()).toMatch(/^01234567-89ab-7/u);
  });

  it('has the form of RFC 9562 and grows, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 50 }), (moments) => {
        let index = 0;
        const next = uuidV7Source({ now: () => moments[index++] ?? 0 }, systemRandom);
        const ids = moments.map(() => next());
        expect(ids.every((id) => FORM.test(id))).toBe(true);
        expect(ids).toEqual([...new Set(ids)].sort());
      }),
    );
  });

  it('grows past the end of its counter within one millisecond', () => {
    const next = uuidV7Source({ now: () => 1 }, systemRandom);
    const ids = Array.from({ length: 10_000 }, () => next());
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});
