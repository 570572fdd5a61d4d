import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount, readCurrency } from '../../../../src-shared/values/amount.ts';
import { readBirthDate } from '../../../../src-shared/values/birth-date.ts';
import { readAddressLines } from '../../../../src-shared/values/contact/address-lines.ts';
import { readCountry } from '../../../../src-shared/values/contact/country.ts';
import { readEmail } from '../../../../src-shared/values/contact/email.ts';
import { readMobile, readPhone } from '../../../../src-shared/values/contact/phone.ts';
import { keptPostalCode, readPlace, type Place } from '../../../../src-shared/values/contact/place.ts';
import { readDay } from '../../../../src-shared/values/day.ts';
import { readEnrolmentCode } from '../../../../src-shared/values/enrolment-code.ts';
import { readFamilyNames, type FamilyNames } from '../../../../src-shared/values/names/family-names.ts';
import { readLanguage } from '../../../../src-shared/values/language-name.ts';
import { readMemberNumber } from '../../../../src-shared/values/member-number.ts';
import { readNir } from '../../../../src-shared/values/nir.ts';
import { readFamilyName, readName } from '../../../../src-shared/values/names/person-name.ts';
import type { Reading } from '../../../../src-shared/values/reading.ts';
import { readText } from '../../../../src-shared/values/text.ts';
import { NAUGHTY_STRINGS } from '../../../support/hostile/naughty-strings.ts';

const TODAY = '2026-03-01';

/** Readers, each with texts that it takes and a way back from its value to a text. */
const READERS: Readonly<
  Record<
    string,
    {
      readonly read: (text: string) => Reading<unknown, string>;
      readonly back?: (value: never) => string;
      readonly good: readonly string[];
    }
  >
> = {
  readEmail: {
    read: readEmail,
    good: [
      'jean&marie@orange.fr',
      "d'@free.fr",
      'Jean@Société.FR',
      'a=b+c/d@free.fr',
      'jean@xn--socit-esab.fr',
    ],
  },
  readPhone: {
    read: readPhone,
    good: ['06 39 98 00 01', '0692 12 34 56', '+41 79 123 45 67', '(02) 40.89-22–91', '00 33 6 39 98 00 01'],
  },
  readMobile: {
    read: (text) => readMobile(text, 'any'),
    good: ['0690 12 34 56', '0694 12 34 56', '0696 12 34 56', '0639 12 34 56', '+262 692 12 34 56'],
  },
  readMemberNumber: { read: readMemberNumber, good: ['00123456', '00 12 34 56', '1234567890'] },
  readNir: { read: readNir, good: ['260072000401583', '2 60 07 20 004 015 83', '185079935004245'] },
  readEnrolmentCode: { read: readEnrolmentCode, good: ['acde fghj–kmnp.3467'] },
  readFamilyName: {
    read: readFamilyName,
    good: ['N\u2019Guessan', 'Le\u2011Goff', 'Œuvrard', 'Mu\u0308ller', 'İnan', 'O'],
  },
  readName: { read: readName, good: ['Zoé', 'Jean-Pierre', 'D’Exemple'] },
  readFamilyNames: {
    read: (text) => {
      const [name = '', birth = ''] = text.split('|');
      return readFamilyNames(name, birth);
    },
    back: ({ used, birth }: FamilyNames) => `${used}|${birth ?? ''}`,
    good: ['DUPONT née MARTIN', 'DUPONT (MARTIN)', 'M. DUPONT', 'DUPONT-MARTIN', 'DUPONT|MARTIN'],
  },
  readBirthDate: {
    read: (text) => readBirthDate(text, TODAY),
    good: ['07/03/1941', '00/05/1941', '1941-03-07'],
  },
  readDay: { read: readDay, good: ['1 3 2026', '01/03/2026', '2026-03-01'] },
  readText: { read: readText, good: ['Bonjour', 'e\u0000\u0301', ' a\t\tb ', 'x\ud800'] },
  readLine: {
    read: (text) => readAddressLines([text]),
    back: ([line]: [string]) => line,
    good: ['5 & 7 rue X', 'N° 12', '(3e étage)', '3–5 rue de l’Exemple'],
  },
  readCountry: { read: readCountry, good: ['', 'fr', 'Belgique', 'Germany', 'côte d’ivoire'] },
  readPlace: {
    read: (text) => {
      const [code = '', country = ''] = text.split('|');
      return readPlace(code, country);
    },
    back: (place: Place) => `${keptPostalCode(place)}|${place.country}`,
    good: ['44000|', '44040 CEDEX 9|', '98000|', '97133|', 'L-2449|', 'B-1000|', '1012 ab|NL', 'SW1A 1AA|'],
  },
  readLanguage: { read: readLanguage, good: ['fr', 'en', 'FR'] },
  readCurrency: { read: readCurrency, good: ['EUR', 'eur'] },
  readAmount: {
    read: (text) => readAmount(text, 100_000_000),
    back: (cents: number) => (cents / 100).toFixed(2),
    good: ['12,50', '1 234,56', '0'],
  },
};

/** A text with a sign more, less or other, as a slip or a program makes it. */
const spoilt = (good: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...good),
      fc.nat(40),
      fc.nat(2),
      fc.oneof(
        fc.constantFrom('\u0000', '\u0301', '\u200d', '\u00ad', '\t', '’', '-', '\u2212', ' ', '.'),
        fc.string({ unit: 'grapheme', maxLength: 2 }),
      ),
    )
    .map(
      ([text, at, less, more]) =>
        text.slice(0, at % (text.length + 1)) + more + text.slice((at % (text.length + 1)) + less),
    );

describe('what a reader has taken, it takes back as it is', () => {
  it.each(Object.keys(READERS))('%s', (name) => {
    const reader = READERS[name];
    if (reader === undefined) throw new Error('none');
    const { read, good, back = String as (value: never) => string } = reader;
    const refused = good.filter((text) => !read(text).ok);
    expect(refused, 'the samples are good').toEqual([]);
    const texts = fc.oneof(
      fc.constantFrom(...good, ...NAUGHTY_STRINGS),
      spoilt(good),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const once = read(text);
        if (!once.ok) return;
        expect(read(back(once.value as never))).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });
});
