import { describe, expect, it } from 'vitest';
import { retryWait } from '../../../../src-shared/policy/retry-wait.ts';
import { systemRandom } from '../../../../src-main/random/random.ts';

const at = (share: number) => ({
  ...systemRandom,
  below: (bound: number) => Math.floor((bound - 1) * share),
});

describe('retryWait', () => {
  it.each([
    [1, 2000],
    [2, 5000],
    [3, 15_000],
    [4, 60_000],
    [5, 300_000],
    [6, 900_000],
    [7, 900_000],
    [1000, 900_000],
  ])('after %i failed tries is %i ms, give or take a fifth', (failed, wait) => {
    expect(retryWait(failed, at(0.5))).toBe(wait);
    expect(retryWait(failed, at(0))).toBe(wait * 0.8);
    expect(retryWait(failed, at(1))).toBe(wait * 1.2);
  });
});
