import { describe, expect, it } from 'vitest';
import {
  isPostalCode,
  isUsablePostalCode,
  loadedTowns,
  townsOf,
} from '../../../../../src-shared/values/contact/postal-code.ts';

describe('a postal code', () => {
  it.each([
    ['44000', true],
    ['00000', true],
    ['4400', false],
    ['440000', false],
    ['2A000', false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(isPostalCode(text)).toBe(is);
  });

  it.each([
    ['44000', ['Nantes']],
    ['44240', ['La Chapelle-sur-Erdre', 'Sucé-sur-Erdre']],
    ['97133', ['Saint-Barthélemy']],
    ['97150', ['Saint-Martin']],
    ['97500', ['Miquelon-Langlade', 'Saint-Pierre']],
    ['98000', ['Monaco']],
    ['98700', ['Papeete']],
    ['98800', ['Nouméa']],
    ['75000', ['Paris']],
    ['00000', []],
    ['constructor', []],
  ])('%s is that of %j', async (postalCode, towns) => {
    expect(await townsOf(postalCode)).toEqual(towns);
  });

  it.each(['44000', '44040', '00100', '20000', '95880', '97133', '97150', '98000', '98713', '98800'])(
    'of a file, %s, can be in use',
    (code) => {
      expect(isUsablePostalCode(code)).toBe(true);
    },
  );

  it.each([
    '00000',
    '00010',
    '96000',
    '97000',
    '97900',
    '98100',
    '99999',
    '99100',
    'L-2449',
    'B-1000',
    '44040 CEDEX',
    '',
  ])('of a file, %j, cannot', (code) => {
    expect(isUsablePostalCode(code)).toBe(false);
  });

  it('is asked for many towns without waiting', async () => {
    const hasCode = await loadedTowns();
    expect(hasCode('Nantes', '44000')).toBe(true);
    expect(hasCode('Sucé-sur-Erdre', '44240')).toBe(true);
    expect(hasCode('Nantes', '44240')).toBe(false);
    expect(hasCode('NANTES', '44000')).toBe(false);
    expect(hasCode('Nantes', '00000')).toBe(false);
    expect(hasCode('length', 'constructor')).toBe(false);
  });
});
