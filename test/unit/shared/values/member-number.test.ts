import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMemberNumber } from '../../../../src-shared/values/member-number.ts';

describe('member number', () => {
  it.each([
    ['0012345', '0012345'],
    ['001 23.45-6', '00123456'],
    [' 1234567890 ', '1234567890'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['12345678901', null],
    ['12345a', null],
    ['', null],
    ["1' OR '1'='1", null],
    ['-123456', '123456'],
    ['12e4567', null],
  ])('%j is read as %j', (typed, number) => {
    expect(parseMemberNumber(typed)).toBe(number);
  });

  it('keeps every digit, leading zeros too', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{6,10}$/u), (digits) => {
        expect(parseMemberNumber(Array.from(digits).join(' '))).toBe(digits);
      }),
    );
  });

  it('never invents a number from anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const number = parseMemberNumber(typed);
        expect(number === null || /^[0-9]{6,10}$/u.test(number)).toBe(true);
      }),
    );
  });
});
