import { describe, expect, it } from 'vitest';
import { personalForms } from '../../../../src-shared/policy/personal-forms.ts';

const PERSON = { familyName: 'Exemple', givenName: 'Odette', birthDate: '1941-03-07' };
const DATES = ['19410307', '07031941', '070341'];

describe('words that a password must not be made of', () => {
  it('are names, number and birth date', () => {
    expect(personalForms({ ...PERSON, number: '0012345' })).toEqual([
      'Exemple',
      'Odette',
      '0012345',
      ...DATES,
    ]);
  });

  it('are both family names', () => {
    expect(personalForms({ ...PERSON, birthName: 'Modèle', number: null })).toEqual([
      'Exemple',
      'Modèle',
      'Odette',
      ...DATES,
    ]);
  });

  it.each([
    ['1941-03-00', ['194103', '031941']],
    ['1941-00-07', ['194107', '071941']],
    ['1941-00-00', []],
    ['0000-03-07', []],
    ['0000-00-00', []],
  ])('are what is known of %s', (birthDate, dates) => {
    expect(personalForms({ ...PERSON, birthDate, number: null })).toEqual(['Exemple', 'Odette', ...dates]);
  });

  it('have no number for who has none', () => {
    expect(personalForms({ ...PERSON, number: null })).toEqual(['Exemple', 'Odette', ...DATES]);
  });
});
