import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMember } from '../../../../src-hub/people/members/check-member.ts';
import { faultText, type RowValues } from '../../../../src-hub/people/imports/files/fields.ts';
import { MEMBER_FIELDS, type MemberField } from '../../../../src-hub/people/imports/member-columns.ts';
import { memberSchema } from '../../../../src-shared/hub-api/member.ts';

const TODAY = '2026-05-04';
const SOUND: Record<MemberField, string | null> = {
  number: '00123456',
  familyName: 'Exemple',
  givenName: 'Zoé',
  birthDate: '1984-05-17',
  postalCode: '44000',
  email: 'zoe@exemple.invalid',
  phone: '+33639980001',
  language: null,
  birthName: null,
  country: null,
};

const valuesOf = (row: Partial<Record<MemberField, RowValues[number]>>): RowValues =>
  MEMBER_FIELDS.map((field) => row[field]);
const check = (change: Partial<Record<MemberField, RowValues[number]>>) =>
  checkMember(valuesOf({ ...SOUND, ...change }), TODAY);

/** Everything that can be said of a refused row: nothing else, and so nothing of its content. */
const WORDS = ['number', 'familyName', 'givenName'].flatMap((field) =>
  [
    'missing',
    'a control character',
    'a character that is not of this encoding (give the right one with --encoding)',
    'not 6 to 10 digits',
    'rounded by a spreadsheet, as 1,23457E+06: its last digits are lost; export the column as text',
    'not 1 to 100 characters with a letter, none of them invisible',
  ].map((words) => `${field}: ${words}`),
);

describe('checkMember', () => {
  it.each<[MemberField, string | undefined, string | null | undefined]>([
    ['number', ' 00 123 456 ', '00123456'],
    ['familyName', "  D'Exemple\u00a0\n Dupré ", "D'Exemple Dupré"],
    ['givenName', 'Zoe\u0301', 'Zoé'],
    ['birthDate', '07/03/1941', '1941-03-07'],
    ['birthDate', '7.3.1941', '1941-03-07'],
    ['birthDate', '1941-03-07 00:00:00', '1941-03-07'],
    ['birthDate', '1941-03-07T00:00:00.000Z', '1941-03-07'],
    ['birthDate', TODAY, TODAY],
    ['postalCode', '44 000', '44000'],
    ['email', '', null],
    ['email', ' zoe@exemple.invalid ', 'zoe@exemple.invalid'],
    ['phone', '', null],
    ['phone', '06 39 98 00 01', '+33639980001'],
    ['phone', '0639980001', '+33639980001'],
    ['phone', '06.39.98.00.01', '+33639980001'],
    ['phone', '639980001', '+33639980001'],
    ['phone', '0033 6 39 98 00 01', '+33639980001'],
    ['phone', '+33 (0)6 39 98 00 01', '+33639980001'],
    ['phone', '+32 2 555 12 12', '+3225551212'],
    ['phone', '0692 12 34 56', '+262692123456'],
    ['phone', '0596 12 34 56', '+596596123456'],
    ['language', 'EN', 'en'],
    ['language', 'Français', 'fr'],
    ['language', '', undefined],
    ['birthDate', '29/02/1983', null],
    ['birthDate', '05/17/1984', null],
    ['birthDate', '07/03/41', null],
    ['birthDate', '2026-05-05', null],
    ['birthDate', '00/05/1941', '1941-05-00'],
    ['birthDate', '1941-05-00', '1941-05-00'],
    ['birthDate', '00/00/1941', '1941-00-00'],
    ['birthDate', '99/99/1941', '1941-00-00'],
    ['birthDate', '05/1941', '1941-05-00'],
    ['birthDate', '1941', '1941-00-00'],
    ['birthDate', '07/03/0000', '0000-03-07'],
    ['birthDate', '00/00/0000', null],
    ['birthDate', '31/02/1941', null],
    ['birthDate', '07/03/1941 / 08/03/1941', null],
    ['familyName', 'DUPONT née MARTIN', 'DUPONT'],
    ['familyName', 'M. DUPONT', 'DUPONT'],
    ['familyName', 'N\u02bcGuessan', "N'Guessan"],
    ['birthName', 'MARTIN', 'MARTIN'],
    ['birthName', 'Mme MARTIN', 'MARTIN'],
    ['birthName', '', null],
    ['birthName', undefined, null],
    ['birthName', '12345', null],
    // It is the family name, so there is no other.
    ['birthName', 'EXEMPLE', ''],
    ['postalCode', '00000', null],
    ['postalCode', '99999', null],
    ['postalCode', '1000', null],
    ['email', 'NEANT', null],
    ['email', '-', null],
    ['email', 'zoé@exemple.invalid', null],
    ['email', 'zoe@', null],
    ['email', 'zoe@exemple.invalid ; autre@exemple.invalid', 'zoe@exemple.invalid'],
    ['email', 'zoe@exemple.invalid (travail)', 'zoe@exemple.invalid'],
    ['phone', '06 39 98 00 01 / 02 40 00 00 00', '+33639980001'],
    ['phone', '33639980001', '+33639980001'],
    ['phone', '06 39 98 00 01 (fille)', '+33639980001'],
    ['phone', '06–39–98–00–01', '+33639980001'],
    ['phone', '07 00 12 34 56', null],
    ['phone', 'N/A', null],
    ['language', 'de', undefined],
  ])('writes %s %j as %j', (field, given, expected) => {
    const checked = check({ [field]: given });
    expect(checked.ok && checked.member[field]).toBe(expected);
  });

  it.each<[string, Partial<Record<MemberField, RowValues[number]>>, string]>([
    ['five digits', { number: '12345' }, 'number: not 6 to 10 digits'],
    [
      'a number that is no text',
      { number: { notText: true } },
      'number: not text in quotes (leading zeros would be lost)',
    ],
    ['no name', { familyName: ' ' }, 'familyName: missing'],
    [
      'a name that is too long',
      { givenName: 'x'.repeat(101) },
      'givenName: not 1 to 100 characters with a letter, none of them invisible',
    ],
    ['a number with a decimal', { number: '123456.0' }, 'number: not 6 to 10 digits'],
    ['a number below zero', { number: '-123456' }, 'number: not 6 to 10 digits'],
    ['a day for a number', { number: '2023-11-05' }, 'number: not 6 to 10 digits'],
    [
      'a number that a spreadsheet rounded',
      { number: '1,23457E+06' },
      'number: rounded by a spreadsheet, as 1,23457E+06: its last digits are lost; export the column as text',
    ],
    ...['—', '.', '12345', 'NULL', '\u200b', 'Mar\u202etin'].map(
      (familyName): [string, { familyName: string }, string] => [
        `the name ${JSON.stringify(familyName)}`,
        { familyName },
        'familyName: not 1 to 100 characters with a letter, none of them invisible',
      ],
    ),
    [
      'a byte of another encoding',
      { familyName: 'Dupr\ufffd' },
      'familyName: a character that is not of this encoding (give the right one with --encoding)',
    ],
    [
      'half a character',
      { familyName: 'Dupr\ud800' },
      'familyName: a character that is not of this encoding (give the right one with --encoding)',
    ],
    ['a NUL', { familyName: 'Dup\0ré' }, 'familyName: a control character'],
  ])('refuses %s', (_name, change, text) => {
    const checked = check(change);
    expect(checked.ok ? null : faultText(checked.fault)).toBe(text);
  });

  it.each<[Partial<Record<MemberField, RowValues[number]>>, string, string]>([
    [{ email: 'NEANT' }, 'emptied', 'email: a word or sign that says nothing'],
    [{ email: 'zoé@a.fr' }, 'emptied', 'email: not an e-mail address: an accent before the @'],
    [{ email: 'a@b.fr / c@d.fr' }, 'first', 'email: more than one value, or a remark beside it'],
    [{ phone: '07 00 12 34 56' }, 'emptied', 'phone: a telephone number that nobody can have'],
    [{ phone: '06 39 98 00 01 (fille)' }, 'first', 'phone: more than one value, or a remark beside it'],
    [
      { phone: 'Dup\ufffd' },
      'emptied',
      'phone: a character that is not of this encoding (give the right one with --encoding)',
    ],
    [{ phone: { notText: true } }, 'emptied', 'phone: not text in quotes (leading zeros would be lost)'],
    [{ language: 'de' }, 'emptied', 'language: none of fr, en'],
    [
      { birthDate: '31/02/1941' },
      'kept',
      'birthDate: a day that does not exist (give zeros for what is not known: 00/02/1941)',
    ],
    [
      { birthDate: '7 mars 1941' },
      'kept',
      'birthDate: not a day of birth such as 07/03/1941 or 1941-03-07, with zeros for what is not known',
    ],
    [{ birthDate: '2026-05-05' }, 'kept', 'birthDate: in the future'],
    [{ birthDate: '01/01/1880' }, 'kept', 'birthDate: more than 130 years ago'],
    [{ birthDate: '00/00/0000' }, 'kept', 'birthDate: not known'],
    [
      { birthName: '12345' },
      'kept',
      'birthName: not 1 to 100 characters with a letter, none of them invisible',
    ],
    [{ birthName: 'NEANT' }, 'kept', 'birthName: a word or sign that says nothing'],
    [{ birthDate: '' }, 'kept', 'birthDate: missing'],
    [
      { postalCode: '1000' },
      'kept',
      'postalCode: not the 5 digits of a French postal code (has it lost a leading zero?)',
    ],
    [{ postalCode: '' }, 'kept', 'postalCode: missing'],
    [{ postalCode: '99999' }, 'kept', 'postalCode: no French address has this postal code'],
    [
      { postalCode: 'L-2449', country: 'FR' },
      'kept',
      'postalCode: a postal code of another country: name it in a column `country` (pays)',
    ],
    [
      { country: 'Atlantide' },
      'kept',
      'country: neither two letters of ISO 3166 nor the name of a country in French or English',
    ],
    [
      { postalCode: 'L-2449' },
      'doubtful',
      'postalCode: taken as of another country by its form; a column `country` (pays) says it',
    ],
  ])('keeps the member of %j, and says what became of the field', (change, kind, text) => {
    const checked = check(change);
    expect(checked.ok && checked.notes.map((note) => [note.kind, faultText(note)])).toEqual([[kind, text]]);
  });

  it.each<[string, string | null, string, string | null]>([
    ['DUPONT née MARTIN', null, 'DUPONT', 'MARTIN'],
    ['DUPONT (MARTIN)', '', 'DUPONT', 'MARTIN'],
    ['MARTIN épouse DUPONT', undefined as never, 'DUPONT', 'MARTIN'],
    ['DUPONT', 'MARTIN', 'DUPONT', 'MARTIN'],
    ['', 'MARTIN', 'MARTIN', ''],
    ['DUPONT-MARTIN', null, 'DUPONT-MARTIN', null],
  ])('takes the names of %j and %j', (familyName, birthName, used, born) => {
    const checked = check({ familyName, birthName });
    expect(checked.ok && [checked.member.familyName, checked.member.birthName]).toEqual([used, born]);
  });

  it.each([
    ['44000', undefined, 'FR', '44000'],
    ['44040 CEDEX', null, 'FR', '44040 CEDEX'],
    ['44040 Nantes Cedex 1', 'France', 'FR', '44040 NANTES CEDEX 1'],
    ['97133', null, 'FR', '97133'],
    ['97400', 'RE', 'RE', '97400'],
    ['98000', 'FR', 'MC', '98000'],
    ['L-2449', 'LU', 'LU', 'L-2449'],
    ['B-1000', 'Belgique', 'BE', 'B-1000'],
    ['CH-1201', null, 'CH', 'CH-1201'],
    ['D-10115', null, 'DE', 'D-10115'],
    ['SW1A 1AA', 'Royaume-Uni', 'GB', 'SW1A 1AA'],
    ['', 'Sénégal', 'SN', ''],
    ['00000', null, null, null],
    ['L-2449', 'FR', null, null],
  ])('reads the place %j %j as %s %s', (postalCode, country, land, code) => {
    expect(check({ postalCode, country })).toMatchObject({
      ok: true,
      member: { number: SOUND.number, country: land, postalCode: code },
    });
  });

  it('says nothing of a field that is empty or in order', () => {
    expect(check({ email: '', phone: null, language: undefined })).toMatchObject({ ok: true, notes: [] });
  });

  it('tells the number of a faulty row, so that its member is not taken for absent', () => {
    expect(check({ familyName: '?' })).toMatchObject({ ok: false, number: '00123456' });
    expect(check({ familyName: '?', number: '1' })).toMatchObject({ ok: false, number: null });
  });

  it('lets nothing through that the schema or the database refuses, and quotes nothing', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(null, undefined, ...Object.values(SOUND)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...MEMBER_FIELDS), value), { maxLength: 2 }),
        (changes) => {
          const checked = check(Object.fromEntries(changes));
          if (checked.ok) {
            const { birthDate, country } = checked.member;
            const known = { birthDate: birthDate ?? '1984-05-17', country: country ?? 'FR' };
            const { birthName, ...rest } = checked.member;
            const member = { ...rest, ...known, ...(birthName && { birthName }) };
            expect(memberSchema.parse(member)).toEqual(member);
            expect(JSON.stringify(checked.member)).not.toMatch(/\\u0000|\\ud[89a-f]/u);
          } else expect(WORDS).toContain(faultText(checked.fault));
        },
      ),
    );
  });
});
