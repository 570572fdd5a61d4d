import { describe, expect, it } from 'vitest';
import { groupActivationCode, activationCodeOf } from '../../../../src-shared/values/activation-code.ts';
import {
  LETTER_CODE_ALPHABET,
  letterCodeGroups,
  letterCodeOf,
} from '../../../../src-shared/values/letter-code.ts';
import { receiptNumberOf, receiptNumber } from '../../../../src-shared/values/receipt-number.ts';

describe('a code of a mail or an SMS', () => {
  it.each([
    ['012345', '012345'],
    [' 012 345 ', '012345'],
    ['012-345', '012345'],
    ['０１２３４５', '012345'],
    ['01234', null],
    ['0123456', null],
    ['01234a', null],
    ['', null],
  ])('%j is read as %j', (typed, code) => {
    expect(activationCodeOf(typed)).toBe(code);
  });

  it('is shown in two groups of three', () => {
    expect(groupActivationCode('012345', '\u00a0')).toBe('012\u00a0345');
  });
});

describe('a code of a letter', () => {
  it.each([
    ['ACDEF GHJKM', 'ACDEFGHJKM'],
    ['acdef-ghjkm', 'ACDEFGHJKM'],
    [' a.c–d—e f\u00a0GHJKM', 'ACDEFGHJKM'],
    ['ACDEFGHJK', null],
    ['ACDEFGHJKMN', null],
    ['ACDEFGHJK0', null],
    ['ACDEFGHJK_', null],
    ['', null],
  ])('%j is read as %j', (typed, code) => {
    expect(letterCodeOf(typed)).toBe(code);
  });

  it('has no characters that are taken for one another', () => {
    for (const alike of '0OQ1IL2Z5S8BUV') expect(LETTER_CODE_ALPHABET).not.toContain(alike);
    expect(new Set(LETTER_CODE_ALPHABET).size).toBe(22);
  });

  it('is printed in two groups of five', () => {
    expect(letterCodeGroups('ACDEFGHJKM')).toEqual(['ACDEF', 'GHJKM']);
    expect(letterCodeGroups('')).toEqual([]);
  });
});

describe('the number of a receipt', () => {
  it('is made of the last twelve digits of the id alone', () => {
    expect(receiptNumber('0197a3c2-5b1e-7c3d-8a4f-000000000000')).toBe('AAAA-AAAA');
    expect(receiptNumber('ffffffff-ffff-7fff-bfff-000000000001')).toBe('CAAA-AAAA');
    expect(receiptNumber('0197a3c2-5b1e-7c3d-8a4f-000000000016')).toBe('ACAA-AAAA');
    expect(receiptNumber('0197a3c2-5b1e-7c3d-8a4f-100000000000')).toBe('YHMT-CM3R');
  });

  it.each([
    ['KT4M-7XWA', 'KT4M-7XWA'],
    [' kt4m 7xwa', 'KT4M-7XWA'],
    ['k.t–4—m7\u00a0xwa', 'KT4M-7XWA'],
    ['KT4M-7XW', null],
    ['KT4M-7XWAA', null],
    ['KT4M-7XW0', null],
    ['KT4M_7XWA', null],
    ['', null],
  ])('%j is read as %j', (typed, receipt) => {
    expect(receiptNumberOf(typed)).toBe(receipt);
  });
});
