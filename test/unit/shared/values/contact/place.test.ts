import { describe, expect, it } from 'vitest';
import {
  keptPostalCode,
  keptPostalCodeSchema,
  readPlace,
  readStatedPostalCode,
  samePostalCode,
  statedPostalCodeSchema,
  townWithCedex,
} from '../../../../../src-shared/values/contact/place.ts';

const place = (country: string, postalCode: string, cedex = '') => ({
  ok: true,
  value: { country, postalCode, cedex },
});

describe('a postal code with its country', () => {
  it.each([
    ['44000', '', place('FR', '44000')],
    ['44 000', 'FR', place('FR', '44000')],
    ['４４０００', 'France', place('FR', '44000')],
    ['F-44000', '', place('FR', '44000')],
    ['FR-75001', '', place('FR', '75001')],
    ['44000 Nantes', '', place('FR', '44000')],
    ['97400', 'La Réunion', place('RE', '97400')],
    ['97133', '', place('FR', '97133')],
    ['44040 CEDEX', '', place('FR', '44040', 'CEDEX')],
    ['44040 Cedex 1', 'FR', place('FR', '44040', 'CEDEX 1')],
    ['44040 NANTES CEDEX 1', '', place('FR', '44040', 'NANTES CEDEX 1')],
    ['98000', '', place('MC', '98000')],
    ['98000', 'FR', place('MC', '98000')],
    ['MC-98000', 'Monaco', place('MC', '98000')],
    ['98000 MONACO CEDEX', 'MC', place('MC', '98000', 'MONACO CEDEX')],
    ['L-2449', '', place('LU', 'L-2449')],
    ['L – 2449', '', place('LU', 'L-2449')],
    ['L2449', '', place('LU', 'L2449')],
    ['2449', 'LU', place('LU', '2449')],
    ['L-2449', 'Luxembourg', place('LU', 'L-2449')],
    ['B-1000', '', place('BE', 'B-1000')],
    ['1000', 'Belgique', place('BE', '1000')],
    ['BE-1000', '', place('BE', 'BE-1000')],
    ['CH-1201', '', place('CH', 'CH-1201')],
    ['ch 1201', '', place('CH', 'CH 1201')],
    ['D-10115', '', place('DE', 'D-10115')],
    ['10115', 'DE', place('DE', '10115')],
    ['I-00100', '', place('IT', 'I-00100')],
    ['00100', 'IT', place('IT', '00100')],
    ['SE-111 22', '', place('SE', 'SE-111 22')],
    ['AD500', '', place('AD', 'AD500')],
    ['SW1A 1AA', '', place('GB', 'SW1A 1AA')],
    ['sw1a 1aa', 'Royaume-Uni', place('GB', 'SW1A 1AA')],
    ['JE2 3AB', '', place('JE', 'JE2 3AB')],
    ['B1 1AA', '', place('GB', 'B1 1AA')],
    ['E1 6AN', 'GB', place('GB', 'E1 6AN')],
    ['JE2 3AB', 'Royaume-Uni', place('GB', 'JE2 3AB')],
    ['KY1-1001', 'KY', place('KY', 'KY1-1001')],
    ['1012 AB', '', place('NL', '1012 AB')],
    ['NL-1012 AB', '', place('NL', 'NL-1012 AB')],
    ['H2X 1Y4', '', place('CA', 'H2X 1Y4')],
    ['D02 X285', '', place('IE', 'D02 X285')],
    ['1000-205', '', place('PT', '1000-205')],
    ['', 'HK', place('HK', '')],
    ['néant', 'Sénégal', place('SN', '')],
    ['00000', 'LU', place('LU', '')],
  ])('%j, %j is read', (code, country, read) => {
    expect(readPlace(code, country)).toEqual(read);
    if (!read.ok) return;
    const kept = keptPostalCode(read.value);
    expect(keptPostalCodeSchema.parse(kept)).toBe(kept);
    // Kept and read again, it is the same.
    expect(readPlace(kept, read.value.country)).toEqual(read);
  });

  it.each([
    ['00000', '', 'unused'],
    ['99999', '', 'unused'],
    ['99999 CEDEX', 'FR', 'unused'],
    ['', '', 'missing'],
    ['-', 'FR', 'missing'],
    ['1000', '', 'malformed'],
    ['440000', '', 'malformed'],
    ['44A00', '', 'malformed'],
    ['44000.0', '', 'malformed'],
    ['4,40E+04', '', 'malformed'],
    ['2A004', '', 'malformed'],
    ['Nantes', 'FR', 'malformed'],
    ['L-2449', 'FR', 'other-country'],
    ['SW1A 1AA', 'France', 'other-country'],
    ['L-2449', 'BE', 'other-country'],
    ['44000', 'MC', 'other-country'],
    ['<b>', 'LU', 'malformed'],
    ['улица', 'LU', 'malformed'],
    ['44000', 'Atlantide', 'unknown-country'],
    ['1000', 'QQ', 'unknown-country'],
  ])('%j, %j is refused: %s', (code, country, reason) => {
    expect(readPlace(code, country)).toEqual({ ok: false, reason });
  });

  it.each([
    ['44040', '44040 CEDEX 1', true],
    ['2449', 'L-2449', true],
    ['l2449', 'L-2449', true],
    ['sw1a1aa', 'SW1A 1AA', true],
    ['AD500', '500', true],
    ['E1 6AN', 'N1 6AN', false],
    ['44000', '44100', false],
    ['44000', 'L-4400', false],
    ['', '', false],
  ])('%j is the same as %j: %s', (one, other, same) => {
    expect(samePostalCode(one, other)).toBe(same);
    expect(samePostalCode(other, one)).toBe(same);
  });

  it.each([
    [' 44 000 ', false, '44000'],
    ['4400', false, null],
    ['L-2449', false, null],
    ['', false, null],
    ['l – 2449', true, 'L-2449'],
    ['1000', true, '1000'],
    ['sw1a  1aa', true, 'SW1A 1AA'],
    ['12', true, null],
    ['<b>', true, null],
    [' ', true, null],
  ])('stated as %j, abroad %s, is %j', (typed, isAbroad, code) => {
    const read = readStatedPostalCode(typed, isAbroad);
    expect(read.ok ? read.value : null).toBe(code);
    if (read.ok) expect(statedPostalCodeSchema.parse(code)).toBe(code);
  });

  it.each([
    ['Nantes', 'CEDEX', 'Nantes CEDEX'],
    ['Nantes', 'NANTES CEDEX 1', 'NANTES CEDEX 1'],
    ['', 'NANTES CEDEX 1', 'NANTES CEDEX 1'],
    ['NANTES CEDEX 1', 'CEDEX', 'NANTES CEDEX 1'],
    ['Nantes Cedex 2', '', 'Nantes Cedex 2'],
    ['Nantes', '', 'Nantes'],
  ])('of the town %j keeps its %j: %j', (town, cedex, written) => {
    expect(townWithCedex(town, { country: 'FR', postalCode: '44040', cedex })).toBe(written);
  });
});
