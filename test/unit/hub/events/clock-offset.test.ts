import { describe, expect, it } from 'vitest';
import { bestOffset } from '../../../../src-hub/events/clock-offset.ts';
import { DAY } from '../../../../src-shared/time/units.ts';

describe('how far a clock is off', () => {
  it.each([
    ['the first measurement', 40, null, 40],
    ['a quick request after slow ones', 15, 900, 15],
    ['a slow request after quick ones', 5000, 15, 15],
    ['a clock a day behind, on a slow line', DAY + 4000, DAY + 20, DAY + 20],
    ['a clock a day ahead, on a slow line', 4000 - DAY, 20 - DAY, 20 - DAY],
    ['a clock that was put right meanwhile', 30, DAY, 30],
    ['a clock that was put wrong meanwhile', -DAY, 12, -DAY],
    ['a minute late: still a slow line', 60_000, 0, 0],
    ['later than that: another clock', 60_001, 0, 60_001],
  ])('%s', (_, measured, least, expected) => {
    expect(bestOffset(measured, least)).toBe(expected);
  });
});
