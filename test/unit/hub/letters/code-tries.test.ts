import { describe, expect, it } from 'vitest';
import { redeemWait } from '../../../../src-hub/letters/codes/code-tries.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const NOW = 1_800_000_000_000;
const ago = (...minutes: number[]): number[] => minutes.map((span) => NOW - span * MINUTE);

describe('wait after wrong codes', () => {
  it.each<[string, number[], number]>([
    ['no try', [], 0],
    ['four tries', ago(4, 3, 2, 1), 0],
    ['five tries: until the first is a day old', ago(60, 4, 3, 2, 1), DAY - 60 * MINUTE],
    ['five, the first of them a day old', ago(24 * 60, 4, 3, 2, 1), 0],
    ['six: until fewer than five count', ago(600, 60, 4, 3, 2, 1), DAY - 60 * MINUTE],
  ])('%s', (_, tries, wait) => {
    expect(redeemWait(tries, NOW)).toBe(wait);
  });
});
