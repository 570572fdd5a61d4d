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

  it('have no number for who has none', () => {
    expect(personalForms({ ...PERSON, number: null })).toEqual(['Exemple', 'Odette', ...DATES]);
  });
});
