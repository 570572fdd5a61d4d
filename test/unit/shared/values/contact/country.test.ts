import { describe, expect, it } from 'vitest';
import {
  countryName,
  countrySchema,
  DEFAULT_COUNTRY,
  hasFrenchPost,
  isCountryDomain,
  readCountry,
} from '../../../../../src-shared/values/contact/country.ts';

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const PAIRS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other));

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
    ['La Réunion', 'RE'],
    ['Royaume-Uni', 'GB'],
    [' be ', 'BE'],
    ['ＢＥ', 'BE'],
    ['Belgique', 'BE'],
    ['BELGIUM', 'BE'],
    ['Allemagne', 'DE'],
    ['Côte d’Ivoire', 'CI'],
    ["cote d'ivoire", 'CI'],
    ['états unis', 'US'],
    ['Cote Divoire', 'CI'],
  ])('%j is read as %s', (text, country) => {
    expect(readCountry(text)).toEqual({ ok: true, value: country });
  });

  it.each(['XX', 'ZZ', '12', 'F R A', 'L-2449', 'Atlantide', '99', '-', 'B E L'])('%j is none', (text) => {
    expect(readCountry(text)).toEqual({ ok: false, reason: 'unknown-country' });
  });

  it('is one of the 249 of ISO 3166-1, and has a name', () => {
    const countries = PAIRS.filter((pair) => countrySchema.safeParse(pair).success);
    expect(countries).toHaveLength(249);
    expect(countries).toContain(DEFAULT_COUNTRY);
    expect(countries.filter((country) => countryName(country, 'fr-FR') === country)).toEqual([]);
    for (const none of ['', 'fr', 'FRA']) expect(countrySchema.safeParse(none).success).toBe(false);
    expect([countryName('BE', 'fr-FR'), countryName('BE', 'en-GB')]).toEqual(['Belgique', 'Belgium']);
  });

  it('has French postal codes in France, its territories and Monaco', () => {
    const french = ['BL', 'FR', 'GF', 'GP', 'MC', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'TF', 'WF', 'YT'];
    expect(PAIRS.filter(hasFrenchPost)).toEqual(french);
  });

  it.each([
    ['fr', true],
    ['re', true],
    ['uk', true],
    ['eu', true],
    ['com', false],
    ['xx', false],
    ['', false],
  ])('has the ending %j of a domain: %s', (ending, is) => {
    expect(isCountryDomain(ending)).toBe(is);
  });
});
