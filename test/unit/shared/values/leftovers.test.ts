import { describe, expect, it } from 'vitest';
import { readBirthDate } from '../../../../src-shared/values/birth-date.ts';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { readPhone } from '../../../../src-shared/values/contact/phone.ts';
import { readPlace } from '../../../../src-shared/values/contact/place.ts';
import { readFamilyNames } from '../../../../src-shared/values/names/family-names.ts';
import { readFamilyName, saysNoName } from '../../../../src-shared/values/names/person-name.ts';
import { readFirst, saysNothing } from '../../../../src-shared/values/reading.ts';

/** What spreadsheets, address books and clerks leave in the fields of a file. */
describe('what programs and clerks leave in a field', () => {
  it.each(['#N/A', '#REF!', '#NOM?', '#NAME?', '#VALEUR!', '#VALUE!', '#DIV/0!', '#NUL!', '#NULL!', '#####'])(
    'an error of a spreadsheet is no value: %s',
    (text) => {
      expect(saysNothing(text)).toBe(true);
      expect(saysNoName(text)).toBe(true);
      expect(readFamilyNames(text)).toMatchObject({ ok: false });
      expect(readFamilyNames(text, 'Martin')).toEqual({ ok: true, value: { used: 'Martin', birth: null } });
    },
  );

  it.each(['Null', 'Vrai', 'Ref', 'O', 'Ng', 'Na', '#1 Dupont'])('%s is not one', (text) => {
    expect(readFamilyNames(text).ok).toBe(true);
  });

  it.each([
    ['DUPONT (DCD)', 'DUPONT', null],
    ['Le Goff (décédé)', 'Le Goff', null],
    ['Le Goff (décédée)', 'Le Goff', null],
    ['Mme DUPONT (veuve)', 'DUPONT', null],
    ['DUPONT (sous tutelle)', 'DUPONT', null],
    ['DUPONT née MARTIN (DCD)', 'DUPONT', 'MARTIN'],
    ['DUPONT (MARTIN)', 'DUPONT', 'MARTIN'],
    ['DUPONT (VEUVET)', 'DUPONT', 'VEUVET'],
    ['MARTIN EP DUPONT', 'DUPONT', 'MARTIN'],
    ['MARTIN ép DUPONT', 'DUPONT', 'MARTIN'],
    ['MARTIN VVE DUPONT', 'DUPONT', 'MARTIN'],
    ['EPAULARD', 'EPAULARD', null],
  ])('a remark beside a name is none of it: %s', (text, used, birth) => {
    expect(readFamilyNames(text)).toEqual({ ok: true, value: { used, birth } });
  });

  it.each([
    '06 12 34 56 78 poste 12',
    '06 12 34 56 78 p12',
    '06 12 34 56 78 fille',
    '06 12 34 56 78 - fille',
    '06.12.34.56.78, le soir après 18 h',
    'tel: +33612345678',
    'tel:+33612345678',
    'Tél. 06 12 34 56 78',
    'Portable : 06 12 34 56 78',
    '+33612345678;ext=3',
  ])('a word beside a number is none of it: %s', (text) => {
    expect(readFirst(text, readPhone)).toEqual({ ok: true, value: '+33612345678', isWhole: false });
  });

  it.each(['O6 12 34 56 78', '06 I2 34 56 78', '6,12E+08', '06 12 34 56 7 fille', 'fille', '++33612345678'])(
    '%s is still no telephone number',
    (text) => {
      expect(readFirst(text, readPhone).ok).toBe(false);
    },
  );

  it.each([
    ['07 / 03 / 1941', '1941-03-07'],
    ['1941 - 03 - 07', '1941-03-07'],
    ['7-3-1941', '1941-03-07'],
  ])('a day with gaps: %s', (text, day) => {
    expect(readBirthDate(text, '2026-03-01')).toEqual({ ok: true, value: day });
  });

  it.each(['1941-3-7', '15041', '15041.0', '07/03/41', '41/03/07', '1941-3-', '12/31/1941', '2'])(
    '%s is not guessed to be a day',
    (text) => {
      expect(readBirthDate(text, '2026-03-01').ok).toBe(false);
    },
  );

  it.each(['44 000', '44\u00a0000', '４４０００'])('a postal code with gaps: %s', (text) => {
    expect(readPlace(text, '')).toMatchObject({ ok: true, value: { country: 'FR', postalCode: '44000' } });
  });

  it.each(['44000.0', '4400.0', '44.000', '90210-1234', '44OOO'])('%s is no postal code', (text) => {
    expect(readPlace(text, '').ok).toBe(false);
  });

  it.each([
    '"jean dupont"@orange.fr',
    'jean@[192.168.1.1]',
    'jean@192.168.1.1',
    'jean@orange',
    'jean@оrange.fr',
    'jean@exa_mple.fr',
    `${'a'.repeat(65)}@orange.fr`,
    `jean@${'a'.repeat(64)}.fr`,
    'jean(at)orange.fr',
    '=HYPERLINK("mailto:x@y.fr")',
  ])('%s is no e-mail address', (text) => {
    expect(readFirst(text, readEmail).ok).toBe(false);
  });

  it('a name typed at a kiosk is no error of a spreadsheet either', () => {
    expect(readFamilyName('#REF!').ok).toBe(false);
  });
});
