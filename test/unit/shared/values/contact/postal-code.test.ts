import { describe, expect, it } from 'vitest';
import {
  isPostalCode,
  isUsablePostalCode,
  loadedTowns,
  sameTown,
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
    ['98600', ['Uvea']],
    ['98704', ['Faaa']],
    ['98735', ['Taputapuatea', 'Tumaraa', 'Uturoa']],
    ['98889', ['Païta']],
    ['13000', ['Marseille']],
    ['69000', ['Lyon']],
    ['20000', ['Ajaccio', 'Lecci']],
    // Towns that merged in 2024 and 2025 stand beside those of before.
    ['10500', expect.arrayContaining(['La Ville-aux-Bois'])],
    ['14430', expect.arrayContaining(['Victot-en-Auge', 'Gerrots'])],
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

  it.each([
    ['RENNES', 'Rennes', true],
    ["L'Haÿ les Roses", 'L’Haÿ-les-Roses', true],
    ['Saint Ouen', 'Saint-Ouen', true],
    ['Œuilly', 'OEUILLY', true],
    ['Rennes', 'Nantes', false],
  ])('of %j is that of %j: %s', (one, other, same) => {
    expect(sameTown(one, other)).toBe(same);
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
