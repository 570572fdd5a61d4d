import { describe, expect, it } from 'vitest';
import {
  countryName,
  countrySchema,
  hasFrenchPost,
  readCountry,
} from '../../../../src-shared/values/country.ts';

describe('a country', () => {
  it.each([
    ['', 'FR'],
    [' ', 'FR'],
    ['FR', 'FR'],
    ['fr', 'FR'],
    ['LU', 'LU'],
    ['France', 'FR'],
    ['FRANCE', 'FR'],
    ['Luxembourg', 'LU'],
    ['BELGIQUE', 'BE'],
    ['Belgium', 'BE'],
    ['La Réunion', 'RE'],
    ['Côte d’Ivoire', 'CI'],
    ["COTE D'IVOIRE", 'CI'],
    ['Royaume-Uni', 'GB'],
  ])('%j is read as %s', (text, country) => {
    expect(readCountry(text)).toEqual({ ok: true, value: country });
  });

  it.each(['ZZ', 'XX', 'Atlantide', '12', 'F R A', 'L-2449'])('%j is none', (text) => {
    expect(readCountry(text)).toEqual({ ok: false, reason: 'unknown-country' });
  });

  it('is taken on wires in two capitals alone', () => {
    expect(['FR', 'LU', 'RE'].map((country) => countrySchema.safeParse(country).success)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['fr', 'ZZ', 'FRA', ''].some((country) => countrySchema.safeParse(country).success)).toBe(false);
  });

  it('has French postal codes overseas and in Monaco', () => {
    expect(['FR', 'RE', 'MF', 'BL', 'NC', 'PF', 'MC'].every(hasFrenchPost)).toBe(true);
    expect(['LU', 'BE', 'CH', 'DE'].some(hasFrenchPost)).toBe(false);
  });

  it('has a name for the last line of a letter', () => {
    expect(countryName('DE', 'fr-FR')).toBe('Allemagne');
    expect(countryName('BE', 'en-GB')).toBe('Belgium');
  });
});
