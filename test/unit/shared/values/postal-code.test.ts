import { describe, expect, it } from 'vitest';
import { isPostalCode, loadedTowns, townsOf } from '../../../../src-shared/values/postal-code.ts';

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
    ['00000', []],
    ['constructor', []],
  ])('%s is that of %j', async (postalCode, towns) => {
    expect(await townsOf(postalCode)).toEqual(towns);
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
