import { describe, expect, it } from 'vitest';
import { readFamilyNames, sameFamilyName } from '../../../../../src-shared/values/names/family-names.ts';
import { FAMILY_NAME_MAX_LENGTH } from '../../../../../src-shared/values/names/person-name.ts';

/** The names of a field of a file. */
const namesOf = (text: string, birth?: string) => {
  const read = readFamilyNames(text, birth);
  return read.ok ? [read.value.used, read.value.birth] : read.reason;
};

/** Whether the name fits a field of a file, if it can be read. */
const fits = (said: string, text: string, birth?: string): boolean => {
  const read = readFamilyNames(text, birth);
  return sameFamilyName(said, read.ok ? read.value : { used: text, birth: null });
};

describe('the family names of a file', () => {
  it.each([
    ['DUPONT', 'DUPONT', null],
    ['DUPONT née MARTIN', 'DUPONT', 'MARTIN'],
    ['DUPONT NEE MARTIN', 'DUPONT', 'MARTIN'],
    ['Dupont ne\u0301e Martin', 'Dupont', 'Martin'],
    ['DUPONT, née MARTIN', 'DUPONT', 'MARTIN'],
    ['DUPONT (née MARTIN)', 'DUPONT', 'MARTIN'],
    ['DUPONT (MARTIN)', 'DUPONT', 'MARTIN'],
    ['MARTIN épouse DUPONT', 'DUPONT', 'MARTIN'],
    ['MARTIN (ép. DUPONT)', 'DUPONT', 'MARTIN'],
    ['MARTIN VEUVE DUPONT', 'DUPONT', 'MARTIN'],
    ['Mme Le Goff née de La Tour', 'Le Goff', 'de La Tour'],
    ['DUPONT (DUPONT)', 'DUPONT', null],
    ['DUPONT-MARTIN', 'DUPONT-MARTIN', null],
    ['DUPONT / MARTIN', 'DUPONT / MARTIN', null],
    ['M. DUPONT', 'DUPONT', null],
    ['M.DUPONT', 'DUPONT', null],
    ['Mme DUPONT', 'DUPONT', null],
    ['Mlle. Dupont', 'Dupont', null],
    ['MONSIEUR DUPONT', 'DUPONT', null],
    ['M. et Mme DUPONT', 'DUPONT', null],
    // It could be M'Bala.
    ['M BALA', 'M BALA', null],
    ['Renée', 'Renée', null],
    ['De Née', 'De Née', null],
    ['N\u02bcGuessan', "N'Guessan", null],
    ['Le\u2011Goff', 'Le-Goff', null],
  ])('%j: %j, born %j', (text, used, birth) => {
    expect(namesOf(text)).toEqual([used, birth]);
  });

  it.each([
    ['DUPONT', 'MARTIN', 'DUPONT', 'MARTIN'],
    ['DUPONT', 'Mme MARTIN', 'DUPONT', 'MARTIN'],
    ['DUPONT', 'Dupont', 'DUPONT', null],
    ['DUPONT', '', 'DUPONT', null],
    ['DUPONT', 'NEANT', 'DUPONT', null],
    ['', 'MARTIN', 'MARTIN', null],
    ['DUPONT née MARTIN', 'Martin', 'DUPONT', 'Martin'],
    // They do not agree: nothing is lost.
    ['DUPONT née MARTIN', 'DURAND', 'DUPONT née MARTIN', 'DURAND'],
  ])('%j, and %j as name of birth: %j, born %j', (text, born, used, birth) => {
    expect(namesOf(text, born)).toEqual([used, birth]);
  });

  it.each([
    ['', 'missing'],
    [' ', 'missing'],
    ['—', 'characters'],
    ['.', 'characters'],
    ['12345', 'characters'],
    ['NULL', 'characters'],
    ['\u200b', 'characters'],
    ['\u202eDUPONT', 'characters'],
    ['x'.repeat(FAMILY_NAME_MAX_LENGTH + 1), 'too-long'],
  ])('%j is none: %s', (text, reason) => {
    expect(namesOf(text)).toBe(reason);
  });

  it('may have no name of birth, but not one that cannot be read', () => {
    for (const born of ['', ' ', '—', '.', 'NULL', 'NÉANT', '\u200b'])
      expect(namesOf('DUPONT', born)).toEqual(['DUPONT', null]);
    for (const born of ['12345', '\u202eMARTIN', 'Mar\u200btin'])
      expect(namesOf('DUPONT', born)).toBe('characters');
    expect(namesOf('DUPONT', 'Na')).toEqual(['DUPONT', 'Na']);
    expect(namesOf('DUPONT', 'x'.repeat(FAMILY_NAME_MAX_LENGTH + 1))).toBe('too-long');
  });
});

describe('a family name that is said, and the one on file', () => {
  it.each([
    ["N'Guessan", 'N\u02bcGuessan'],
    ["N'Guessan", 'N\u2018Guessan'],
    ["N'Guessan", 'N\u2019Guessan'],
    ["N'Guessan", 'N\u2032Guessan'],
    ["N'Guessan", 'N`GUESSAN'],
    ["N'Guessan", 'N\u00b4Guessan'],
    ["N'Guessan", 'N\u02bfGuessan'],
    ["N'Guessan", 'N\u02caGuessan'],
    ["N'Guessan", 'N\uff07Guessan'],
    ['Le-Goff', 'Le\u2014Goff'],
    ['Le-Goff', 'Le\uff0dGoff'],
    ['Le-Goff', 'Le\u02d7Goff'],
    ['Le-Goff', 'Le\u2010Goff'],
    ['Le-Goff', 'Le\u2011Goff'],
    ['Le-Goff', 'Le\u2013Goff'],
    ['Le-Goff', 'Le\u2212Goff'],
    ['Le-Goff', 'LE GOFF'],
    ['DUPONT née MARTIN', 'Dupont'],
    ['DUPONT née MARTIN', 'Martin'],
    ['DUPONT NEE MARTIN', 'Martin Dupont'],
    ['DUPONT née MARTIN', 'Dupont-Martin'],
    ['DUPONT née MARTIN', 'Dupont née Martin'],
    ['DUPONT née LE GOFF', 'Le Goff'],
    ['MARTIN épouse DUPONT', 'Dupont'],
    ['DUPONT (MARTIN)', 'Martin'],
    ['DUPONT (née MARTIN)', 'Martin'],
    ['DUPONT / MARTIN', 'Martin'],
    ['DUPONT-MARTIN', 'Dupont'],
    ['DUPONT-MARTIN', 'Martin'],
    ['DUPONT-MARTIN', 'Martin-Dupont'],
    ['M. DUPONT', 'Dupont'],
    ['Mme DUPONT', 'Dupont'],
    ['Monsieur DUPONT', 'Dupont'],
    ['Mme DUPONT née MARTIN', 'Martin'],
    ['DUPONT', 'M. Dupont'],
    ['Müller', 'Mueller'],
    ['Mueller', 'Müller'],
    ['Jäger', 'JAEGER'],
    ['Köhler', 'Koehler'],
    ['Saint-Martin', 'St Martin'],
    ['St. Martin', 'Saint Martin'],
    ['Sainte-Rose', 'Ste-Rose'],
    ['O', 'o'],
    ['Œuvrard', 'OEUVRARD'],
    ['Mu\u0308ller', 'Müller'],
    ['İnan', 'Inan'],
    ['DUPONT--MARTIN', 'Martin'],
    ['DUPONT – MARTIN', 'Martin Dupont'],
    ['DUPONT MARTIN', 'Martin'],
    ['DUPONT MARTIN', 'Martin-Dupont'],
    ['DUPONT / MARTIN', 'Martin'],
    ['DUPONT ou MARTIN', 'Martin'],
    ['MARTIN épouse DUPONT', 'Dupont née Martin'],
    ['MARTIN ÉPOUSE DUPONT', 'Dupont'],
    ['Müller-Köhler', 'Koehler'],
    ['Le Goff-Martin', 'Le Goff Martin'],
    ["D'Arc-Martin", 'darc'],
    ['DUPONT', 'Madame DUPONT'],
    ['M BALA', "M'Bala"],
    ['M BALA', 'Bala'],
  ])('%s fits when %s is said', (onFile, said) => {
    expect(fits(said, onFile)).toBe(true);
  });

  it.each([
    ['DUPONT née MARTIN', 'Durand'],
    ['DUPONT née MARTIN', 'née'],
    ['DUPONT-MARTIN', 'Dupont-Durand'],
    ['DUPONT', 'Dupont-Martin'],
    ['Le-Goff', 'Le'],
    ['Le-Goff', 'Goff'],
    ['Saint-Martin', 'Saint'],
    ["N'Guessan", 'N'],
    ['M. DUPONT', 'M'],
    ['', ''],
    ['—', '.'],
    ['', 'Martin'],
    ['Martin', ''],
    ['Samuel', 'Samul'],
    ['DUPONT née SAMUEL', 'Samul'],
    ['DUPONT-MARTIN', 'Dupont-Dupont-Durand'],
    ['DUPONT-MARTIN', 'Dup'],
    ['Ben Ali', 'Ben'],
    ['Aït-Ahmed', 'Aït'],
    ['Van den Berg', 'Van den'],
  ])('%s does not when %s is said', (onFile, said) => {
    expect(fits(said, onFile)).toBe(false);
  });

  it('is either of two fields, or both in either order, and nothing else', () => {
    for (const said of [
      'Dupont',
      'MARTIN',
      'Dupont Martin',
      'martin-dupont',
      'Dupont née Martin',
      'Mme Martin',
    ])
      expect(fits(said, 'DUPONT', 'MARTIN')).toBe(true);
    for (const said of ['Durand', 'Dupont Durand', 'Dupont née Durand', 'Dup', 'née', 'Mme', ''])
      expect(fits(said, 'DUPONT', 'MARTIN')).toBe(false);
  });

  it('never fits a person without a name', () => {
    for (const said of ['', ' ', '.', 'Martin'])
      expect(sameFamilyName(said, { used: '', birth: null })).toBe(false);
  });
});
