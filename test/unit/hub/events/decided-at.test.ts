import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedAt } from '../../../../src-hub/events/decided-at.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';

const NOW = 1_800_000_000_000;

describe('when a decision was made, by the hub', () => {
  it.each([
    ['a right clock, sent at once', { age: 0, wrong: 0 }, 0],
    ['a right clock, an hour in the outbox', { age: HOUR, wrong: 0 }, HOUR],
    ['two seconds off: taken as it is', { age: HOUR, wrong: -2000 }, HOUR + 2000],
    ['more than two seconds behind', { age: HOUR, wrong: -2001 }, HOUR],
    ['more than two seconds ahead', { age: HOUR, wrong: 2001 }, HOUR],
    ['a day behind', { age: 3 * HOUR, wrong: -DAY }, 3 * HOUR],
    ['a day ahead', { age: 3 * HOUR, wrong: DAY }, 3 * HOUR],
    ['slightly ahead and just decided: not in the future', { age: 0, wrong: 1500 }, 0],
  ])('%s', (_, { age, wrong }, expected) => {
    // The sender's clock shows `wrong` more than the hub's, at the decision and at the sending.
    const sentAt = NOW + wrong;
    expect(NOW - decidedAt(sentAt - age, NOW - sentAt, NOW)).toBe(expected);
  });

  it('is never in the future of the hub, never before 1970, for whatever a sender claims', () => {
    const moment = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
    fc.assert(
      fc.property(moment, moment, (at, sentAt) => {
        const decided = decidedAt(at, NOW - sentAt, NOW);
        expect(decided).toBeLessThanOrEqual(NOW);
        expect(decided).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('keeps the order of two decisions of one journal that were sent together', () => {
    const moment = fc.integer({ min: NOW - 400 * DAY, max: NOW + 400 * DAY });
    fc.assert(
      fc.property(moment, moment, moment, (one, other, sentAt) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)];
        expect(decidedAt(first, NOW - sentAt, NOW)).toBeLessThanOrEqual(decidedAt(second, NOW - sentAt, NOW));
      }),
    );
  });
});
