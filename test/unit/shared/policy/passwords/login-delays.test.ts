import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FAILURES, nextLoginAt } from '../../../../../src-shared/policy/passwords/login-delays.ts';
import { HOUR, MINUTE } from '../../../../../src-shared/time/units.ts';

const NOW = 1_800_000_000_000;

/** `count` failures, a second apart, the last one now. */
const inARow = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => NOW - (count - 1 - i) * 1000);

describe('delay after failed logins', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [8, 8],
    [9, 16],
    [10, 32],
    [11, 60],
    [24, 60],
  ])('%i failures: %i min', (count, minutes) => {
    expect(nextLoginAt(inARow(count), NOW) - NOW).toBe(minutes * MINUTE);
  });

  it('counts from the last failure', () => {
    const failures = inARow(6).map((at) => at - 30_000);
    expect(nextLoginAt(failures, NOW)).toBe(NOW - 30_000 + 2 * MINUTE);
  });

  it('waits for the oldest of 25 to be a day old', () => {
    expect(nextLoginAt(inARow(25), NOW)).toBe(NOW - 24_000 + 24 * HOUR);
  });

  it('forgets failures of a day ago', () => {
    expect(nextLoginAt([NOW - 24 * HOUR, ...inARow(4)], NOW)).toBe(NOW);
  });

  it('never lets more than 25 tries into any 24 hours, however patient the visitor', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { minLength: 60, maxLength: 120 }),
        (pauses) => {
          const tries: number[] = [];
          let now = NOW;
          for (const pause of pauses) {
            now = Math.max(now, nextLoginAt(tries, now)) + pause;
            if (nextLoginAt(tries, now) <= now) tries.push(now);
          }
          for (const at of tries) {
            const within = tries.filter((other) => other > at - 24 * HOUR && other <= at);
            expect(within.length).toBeLessThanOrEqual(MAX_FAILURES);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
