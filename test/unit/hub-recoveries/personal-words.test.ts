import { describe, expect, it } from 'vitest';
import { personalWords } from '../../../src-hub/accounts/personal-words.ts';

const PERSON = { family_name: 'Exemple', given_name: 'Odette', birth_date: '1941-03-07' };
const DATES = ['19410307', '07031941', '070341'];

describe('words that a password must not be made of', () => {
  it('are names, number and birth date', () => {
    expect(personalWords({ ...PERSON, number: '0012345' })).toEqual([
      'Exemple',
      'Odette',
      '0012345',
      ...DATES,
    ]);
  });

  it('have no number for who has none', () => {
    expect(personalWords({ ...PERSON, number: null })).toEqual(['Exemple', 'Odette', ...DATES]);
  });
});
