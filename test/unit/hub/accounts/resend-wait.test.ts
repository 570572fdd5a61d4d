import { describe, expect, it } from 'vitest';
import { isSendAllowed, resendWait } from '../../../../src-hub/accounts/confirmation/resend-wait.ts';
import { SEND_WINDOW } from '../../../../src-shared/policy/send-delays.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const NOW = 10 * SEND_WINDOW;

describe('the wait before one more mail', () => {
  it.each([
    ['none before', [], 0],
    ['one just now', [0], MINUTE],
    ['one 59.999 s ago', [59_999], 1],
    ['one a minute ago', [MINUTE], 0],
    ['two', [3 * MINUTE, MINUTE], MINUTE],
    ['three', [9 * MINUTE, 8 * MINUTE, 0], 5 * MINUTE],
    ['four', [9 * MINUTE, 8 * MINUTE, 7 * MINUTE, MINUTE], 14 * MINUTE],
    ['five', [9 * MINUTE, 8 * MINUTE, 7 * MINUTE, 6 * MINUTE, 5 * MINUTE], null],
    [
      'five, one of them a day old',
      [SEND_WINDOW, 8 * MINUTE, 7 * MINUTE, 6 * MINUTE, 5 * MINUTE],
      10 * MINUTE,
    ],
    ['one from a clock that was ahead', [-MINUTE], 2 * MINUTE],
  ])('%s', (_, ages, wait) => {
    expect(
      resendWait(
        ages.map((age) => NOW - age),
        NOW,
      ),
    ).toBe(wait);
  });
});

describe('a mail to an address that has just been given', () => {
  it('goes ten times a day, whatever the waits', () => {
    const sends = Array.from({ length: 9 }, () => NOW);
    expect(isSendAllowed(sends, NOW)).toBe(true);
    expect(isSendAllowed([...sends, NOW], NOW)).toBe(false);
    expect(isSendAllowed([NOW - SEND_WINDOW, ...sends], NOW)).toBe(true);
  });
});
