import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, codeGroups, DIGITS } from '../../../../../src-renderer/ui/keyboard/code-groups.ts';
import { CODE_DIGITS } from '../../../../../src-shared/values/activation-code.ts';

describe('charactersOf', () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['123\u202f456', '123456'],
    ['Votre code : 123-456.', '123456'],
    ['１２３４５６', '123456'],
    ['12345678', '123456'],
    ['', ''],
    ['abc', ''],
  ])('finds in %j the digits %j', (text, digits) => {
    expect(charactersOf(text, DIGITS, CODE_DIGITS)).toBe(digits);
  });

  it('gives nothing but digits and never too many', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 12 }), (text, most) => {
        expect(charactersOf(text, DIGITS, most)).toMatch(new RegExp(`^[0-9]{0,${most}}$`, 'u'));
      }),
    );
  });
});

describe('codeGroups', () => {
  it('fills two groups of three from the left and marks the next box', () => {
    const groups = codeGroups('1234', CODE_DIGITS);
    expect(groups.map((group) => group.map(({ character }) => character))).toEqual([
      ['1', '2', '3'],
      ['4', '', ''],
    ]);
    expect(
      groups
        .flat()
        .filter(({ current }) => current)
        .map(({ place }) => place),
    ).toEqual([4]);
  });

  it('marks no box once the code is full', () => {
    expect(
      codeGroups('123456', CODE_DIGITS)
        .flat()
        .some(({ current }) => current),
    ).toBe(false);
  });
});
