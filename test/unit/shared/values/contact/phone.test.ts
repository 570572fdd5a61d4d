import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFirst } from '../../../../../src-shared/values/reading.ts';
import {
  groupPhone,
  maskPhone,
  phoneSchema,
  readMobile,
  readPhone,
  samePhone,
  SMS_COUNTRIES,
  smsCountriesSchema,
} from '../../../../../src-shared/values/contact/phone.ts';

describe('a phone number', () => {
  it.each([
    '0612345678',
    '06 12 34 56 78',
    '06.12.34.56.78',
    '06-12–34/56 78',
    '06—12 34−56_78',
    '+33612345678',
    '+33 6 12 34 56 78',
    '+33 (0)6 12 34 56 78',
    '0033 6 12 34 56 78',
    '0033 06 12 34 56 78',
    '０６１２３４５６７８',
    // A spreadsheet has eaten the zero, or the plus.
    '612345678',
    '33612345678',
  ])('is read from %j', (typed) => {
    expect(readPhone(typed)).toEqual({ ok: true, value: '+33612345678' });
  });

  it.each([
    ['02 40 89 22 91', '+33240892291'],
    ['0692 12 34 56', '+262692123456'],
    ['0693 12 34 56', '+262693123456'],
    ['0262 12 34 56', '+262262123456'],
    ['0690 12 34 56', '+590690123456'],
    ['0691 23 45 67', '+590691234567'],
    ['0694 12 34 56', '+594694123456'],
    ['0696 12 34 56', '+596696123456'],
    ['0697 12 34 56', '+596697123456'],
    ['0639 12 34 56', '+262639123456'],
    ['0596 51 23 45', '+596596512345'],
    // Stored by an older kiosk, and nobody's: of Réunion all the same.
    ['+33692123456', '+262692123456'],
    // Arcep's ranges for fiction.
    ['0639 98 12 34', '+33639981234'],
    ['01 99 00 12 34', '+33199001234'],
    ['+262 692 12 34 56', '+262692123456'],
    ['00262692123456', '+262692123456'],
    ['+41 79 123 45 67', '+41791234567'],
    ['0041 79 123 45 67', '+41791234567'],
    ['+352 621 123 456', '+352621123456'],
    ['+377 6 12 34 56 78', '+377612345678'],
    ['+687 75 12 34', '+687751234'],
    ['+32 2 555 12 12', '+3225551212'],
  ])('%j is %s', (typed, number) => {
    expect(readPhone(typed)).toEqual({ ok: true, value: number });
  });

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['07 00 12 34 56', 'range'],
    ['07 01 23 45 67', 'range'],
    ['+33 7 00 12 34 56', 'range'],
    ['06 98 00 00 000', 'malformed'],
    ['061234567', 'malformed'],
    ['06123456789', 'malformed'],
    ['10612345678', 'malformed'],
    ['+330512', 'malformed'],
    ['0+33612345678', 'malformed'],
    ['06+331234567', 'malformed'],
    ['06 12 34 56 7x', 'malformed'],
    ['06 12 34 56 78 poste 12', 'malformed'],
    ['NEANT', 'malformed'],
    ['-', 'malformed'],
    ['06 12 34 56 78 / 02 40 00 00 00', 'several'],
    ['06\u200b12345678', 'malformed'],
    ['\u202e0612345678', 'malformed'],
  ])('%j is refused as %s', (typed, reason) => {
    expect(readPhone(typed)).toEqual({ ok: false, reason });
  });

  it.each([
    ['06 12 34 56 78 / 02 40 89 22 91', '+33612345678'],
    ['06 12 34 56 78 (fille)', '+33612345678'],
    ['06 12 34 56 78 ou 07 45 12 34 56', '+33612345678'],
    ['sans ; 02 40 89 22 91', '+33240892291'],
    ['(bureau) 02 40 89 22 91', '+33240892291'],
  ])(
    'of a field of a file, %j, the first that can be read is taken, and said to be part of it',
    (text, number) => {
      expect(readFirst(text, readPhone)).toEqual({ ok: true, value: number, isWhole: false });
    },
  );

  it('alone in a field of a file is all of it', () => {
    expect(readFirst('06–12–34–56–78', readPhone)).toMatchObject({ ok: true, isWhole: true });
    expect(readFirst('NEANT', readPhone)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('is the same however it is written', () => {
    expect(samePhone('0692 12 34 56', '+262 692 12 34 56')).toBe(true);
    expect(samePhone('06 12 34 56 78', '06 12 34 56 79')).toBe(false);
    expect(samePhone('-', '-')).toBe(false);
  });

  it('that was read is taken by every wire, and read as the same again', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 9 });
    const typed = fc
      .tuple(fc.constantFrom('06', '07', '0692', '0690', '+41', '+262', '+352', '0032', '02'), digits)
      .map(([begin, rest]) => `${begin}${rest.join('')}`);
    let read = 0;
    fc.assert(
      fc.property(typed, (text) => {
        const phone = readPhone(text);
        if (!phone.ok) return;
        read += 1;
        expect(phoneSchema.safeParse(phone.value).success).toBe(true);
        expect(readPhone(phone.value)).toEqual(phone);
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(30);
  });

  it('is grouped while it is typed', () => {
    expect(groupPhone('0612345678')).toBe('06\u00a012\u00a034\u00a056\u00a078');
    expect(groupPhone('061')).toBe('06\u00a01');
    expect(groupPhone('+41791234567')).toBe('+41\u00a079\u00a0123\u00a045\u00a067');
    expect(groupPhone('')).toBe('');
  });

  it('shows its last two digits and nothing of the others', () => {
    expect(maskPhone('+33612345678')).toBe('** ** ** ** 78');
  });
});

describe('a mobile number to which text messages may go', () => {
  it.each([
    '0612345678',
    '07 45 12 34 56',
    '0692 12 34 56',
    '0690 12 34 56',
    '0639 12 34 56',
    '0639 98 12 34',
  ])('is %s by default', (typed) => {
    expect(readMobile(typed, SMS_COUNTRIES).ok).toBe(true);
  });

  it.each([
    ['02 40 89 22 91', 'not-mobile'],
    ['08 12 34 56 78', 'not-mobile'],
    ['01 99 00 12 34', 'not-mobile'],
    ['+41 79 123 45 67', 'country'],
    ['+687 75 12 34', 'country'],
    ['07 00 12 34 56', 'range'],
  ])('is by default not %s: %s', (typed, reason) => {
    expect(readMobile(typed, SMS_COUNTRIES)).toEqual({ ok: false, reason });
  });

  it('is one of Switzerland where the configuration says so', () => {
    expect(readMobile('+41 79 123 45 67', ['FR', 'CH'])).toEqual({ ok: true, value: '+41791234567' });
    expect(readMobile('0692 12 34 56', ['FR', 'CH'])).toEqual({ ok: false, reason: 'country' });
    expect(readMobile('+41 79 123 45 67', 'any').ok).toBe(true);
  });

  it('is of a country that exists', () => {
    expect(smsCountriesSchema.safeParse(['FR', 'CH']).success).toBe(true);
    expect(smsCountriesSchema.safeParse(['FR', 'ZZ']).success).toBe(false);
    expect(smsCountriesSchema.safeParse([]).success).toBe(false);
  });
});
