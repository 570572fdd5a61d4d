import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupNumber,
  memberNumberOf,
  readMemberNumber,
} from '../../../../src-shared/values/member-number.ts';

describe('member number', () => {
  it.each([
    ['0012345', '0012345'],
    ['001 23 45 6', '00123456'],
    ['001\u00a023\u202f456', '00123456'],
    ['123456\n', '123456'],
    [' 1234567890 ', '1234567890'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['12345678901', null],
    ['12345a', null],
    ['', null],
    ["1' OR '1'='1", null],
    ['12e4567', null],
  ])('%j is read as %j', (typed, number) => {
    expect(memberNumberOf(typed)).toBe(number);
  });

  it.each([
    ['123456.0', 'malformed'],
    ['123456,00', 'malformed'],
    ['-123456', 'malformed'],
    ['+123456', 'malformed'],
    ['123456-', 'malformed'],
    ['2023-11-05', 'malformed'],
    ['05.11.2023', 'malformed'],
    ['05/11/2023', 'malformed'],
    ['5-11-2023', 'malformed'],
    ['123.456', 'malformed'],
    ["'123456", 'malformed'],
    ['N° 123456', 'malformed'],
    ['123456\u200b', 'malformed'],
    ['123\u200b456', 'malformed'],
    ['\u202e123456', 'malformed'],
    ['1,23457E+06', 'rounded'],
    ['1.23457e6', 'rounded'],
    ['1,23E+09', 'rounded'],
    ['12e4567', 'rounded'],
    ['12345', 'length'],
    ['12345678901', 'length'],
    ['1 23 45', 'length'],
    ['', 'missing'],
    [' \u00a0', 'missing'],
  ])('%j, of a spreadsheet or a slip, is never another number: %s', (text, reason) => {
    expect(readMemberNumber(text)).toEqual({ ok: false, reason });
  });

  it('keeps every digit, leading zeros too', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{6,10}$/u), (digits) => {
        expect(memberNumberOf(Array.from(digits).join(' '))).toBe(digits);
      }),
    );
  });

  it('never invents a number from anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const number = memberNumberOf(typed);
        expect(number === null || /^[0-9]{6,10}$/u.test(number)).toBe(true);
      }),
    );
  });
});

describe('groupNumber', () => {
  it.each([
    ['', ''],
    ['012', '012'],
    ['012345', '012\u00a0345'],
    ['0123456789', '012\u00a0345\u00a0678\u00a09'],
  ])('writes %j as %j', (digits, written) => {
    expect(groupNumber(digits)).toBe(written);
  });

  it('keeps every digit, leading zeros too', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,12}$/u), (digits) => {
        expect(groupNumber(digits).replaceAll('\u00a0', '')).toBe(digits);
      }),
    );
  });
});
