import { describe, expect, it } from 'vitest';
import { recoverySendWait } from '../../../../src-hub/credentials/recoveries/recovery-rules.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

describe('the wait before the next code', () => {
  it.each([
    ['none at first', [], 0, 0],
    ['a minute after the first', [0], 0, MINUTE],
    ['what is left of it', [0], MINUTE - 1, 1],
    ['none when it is over', [0], MINUTE, 0],
    ['two minutes after the second', [0, MINUTE], MINUTE, 2 * MINUTE],
    [
      'until the first is a day old after the fifth',
      [0, 1, 2, 3, 4].map((n) => n * 20 * MINUTE),
      80 * MINUTE,
      DAY - 80 * MINUTE,
    ],
    ['none of those of yesterday', [0, 1, 2, 3, 4].map((n) => n * MINUTE), 2 * DAY, 0],
  ])('is %s', (_, sends, now, wait) => {
    expect(recoverySendWait(sends, now)).toBe(wait);
  });

  it('is long enough: at its end a code may go, and there are never more than five a day', () => {
    const sends: number[] = [];
    let now = 0;
    for (let time = 0; time < 30; time += 1) {
      const wait = recoverySendWait(sends, now);
      now += wait;
      expect(recoverySendWait(sends, now)).toBe(0);
      sends.push(now);
      expect(sends.filter((at) => at > now - DAY).length).toBeLessThanOrEqual(5);
    }
  });
});
