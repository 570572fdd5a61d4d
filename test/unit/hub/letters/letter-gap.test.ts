import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLetterAllowed } from '../../../../src-hub/letters/batches/letter-gap.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src-shared/time/units.ts';

const NOW = 1_800_000_000_000;
const ago = (...spans: number[]): number[] => spans.map((span) => NOW - span);

describe('one more letter', () => {
  it.each<[string, number[], boolean]>([
    ['the first', [], true],
    ['a minute before a day has passed', ago(DAY - MINUTE), false],
    ['just a day later', ago(DAY), true],
    ['a few seconds early by the clock of another kiosk', ago(DAY - 4000), true],
    ['as early as clocks may differ', ago(DAY - 10 * SECOND), true],
    ['at the same moment as another', ago(0), false],
    ['the fourth within 30 days', ago(3 * DAY, 2 * DAY, DAY), true],
    ['the fifth within 30 days', ago(29 * DAY, 3 * DAY, 2 * DAY, DAY), false],
    ['the fifth, just 30 days after the first', ago(30 * DAY, 3 * DAY, 2 * DAY, DAY), true],
    ['the fifth, as early as clocks may differ', ago(30 * DAY - 10 * SECOND, 3 * DAY, 2 * DAY, DAY), true],
    ['long after too many', ago(104 * DAY, 103 * DAY, 102 * DAY, 101 * DAY, 100 * DAY), true],
    ['long before too many', ago(-104 * DAY, -103 * DAY, -102 * DAY, -101 * DAY, -100 * DAY), true],
    ['arriving late, with another made after it', [NOW + 20 * HOUR], false],
    ['arriving late, a day before the other', [NOW + DAY], true],
    ['arriving late, into a full month', [NOW - 4 * DAY, NOW - 2 * DAY, NOW + 2 * DAY, NOW + 4 * DAY], false],
    ['arriving late, between two full months', [NOW - 29 * DAY, NOW - 20 * DAY, NOW + 20 * DAY], true],
  ])('%s', (_, requested, allowed) => {
    expect(isLetterAllowed(requested, NOW)).toBe(allowed);
  });

  it('keeps the limits whatever the order of arrival', () => {
    const requests = fc.array(fc.integer({ min: 0, max: 60 * 24 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(requests, (hours) => {
        const made: number[] = [];
        for (const hour of hours) if (isLetterAllowed(made, NOW + hour * HOUR)) made.push(NOW + hour * HOUR);
        made.sort((one, other) => one - other);
        made.forEach((at, place) => {
          expect((made[place + 1] ?? Infinity) - at).toBeGreaterThanOrEqual(DAY);
          expect((made[place + 4] ?? Infinity) - at).toBeGreaterThanOrEqual(30 * DAY);
        });
      }),
    );
  });
});
