import { LANGUAGES, type Language } from '../../../src-shared/language.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { readEmail } from '../../../src-shared/values/email.ts';
import { parseMemberNumber } from '../../../src-shared/values/member-number.ts';

/** Text as it is kept: composed accents, one space between words, none around; nothing: null. */
export function cleanText(text: string): string | null {
  const clean = text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  return clean === '' ? null : clean;
}

/** A member number without the gaps that people put into it; what is no number stays as it is. */
export function cleanNumber(text: string): string {
  return parseMemberNumber(text) ?? text;
}

/** An e-mail address in its one form; what is none stays as it is. */
export function cleanEmail(text: string): string {
  const read = readEmail(text);
  return read.ok ? read.value : text;
}

/** A postal code without gaps. A leading zero that was lost is not guessed. */
export function cleanPostalCode(text: string): string {
  return text.replaceAll(' ', '');
}

/** French days (`07/03/1941`) as ISO days; a time of midnight that a database has added goes. */
export function cleanDate(text: string): string {
  const day = text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/u, '');
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(day);
  if (!french) return day;
  const [, date = '', month = '', year = ''] = french;
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** Territories with a country code of their own, by the first digits after the zero (plan of numbering, ARCEP). */
const OVERSEAS: readonly (readonly [RegExp, string])[] = [
  [/^0(590|690|691)/u, '+590'],
  [/^0(594|694)/u, '+594'],
  [/^0(596|696|697)/u, '+596'],
  [/^0(262|263|269|692|693)/u, '+262'],
];

/** Telephone numbers as written in France in E.164; what is none stays as it is. */
export function cleanPhone(text: string): string {
  const bare = text.replaceAll(/[\s./()-]/gu, '');
  const foreign = bare.replace(/^00/u, '+').replace(/^\+330/u, '+33');
  if (foreign.startsWith('+')) return foreign;
  if (!/^0[1-9]\d{8}$/u.test(bare)) return text;
  const country = OVERSEAS.find(([pattern]) => pattern.test(bare))?.[1] ?? '+33';
  return `${country}${bare.slice(1)}`;
}

/** The tag of a language that is written out. */
export function cleanLanguage(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return LANGUAGES.find((language) => aliasesOf(language).includes(plain)) ?? text;
}

/** What files call a language, in small letters without accents. */
function aliasesOf(language: Language): string[] {
  return m.language_aliases({}, { locale: language }).split(' ');
}
