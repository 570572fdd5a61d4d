import { LANGUAGES, type Language } from '../../../src-shared/language.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { readEmail } from '../../../src-shared/values/email.ts';
import { parseMemberNumber } from '../../../src-shared/values/member-number.ts';

/** Text in stored form: composed accents, single spaces, trimmed; null when empty. */
export function cleanText(text: string): string | null {
  const clean = text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  return clean === '' ? null : clean;
}

/** A member number without spaces. Text that is no member number stays unchanged. */
export function cleanNumber(text: string): string {
  return parseMemberNumber(text) ?? text;
}

/** An e-mail address in its stored form. Text that is no e-mail address stays unchanged. */
export function cleanEmail(text: string): string {
  const read = readEmail(text);
  return read.ok ? read.value : text;
}

/** A postal code without spaces. A lost leading zero is not guessed. */
export function cleanPostalCode(text: string): string {
  return text.replaceAll(' ', '');
}

/** Converts French dates (`07/03/1941`) to ISO dates and removes a time of midnight. Other text stays unchanged. */
export function cleanDate(text: string): string {
  const day = text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/u, '');
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(day);
  if (!french) return day;
  const [, date = '', month = '', year = ''] = french;
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** Territories with their own country code, by the first digits (numbering plan, ARCEP). */
const OVERSEAS: readonly (readonly [RegExp, string])[] = [
  [/^0(590|690|691)/u, '+590'],
  [/^0(594|694)/u, '+594'],
  [/^0(596|696|697)/u, '+596'],
  [/^0(262|263|269|692|693)/u, '+262'],
];

/** Converts French telephone numbers to E.164. Other text stays unchanged. */
export function cleanPhone(text: string): string {
  const bare = text.replaceAll(/[\s./()-]/gu, '');
  const foreign = bare.replace(/^00/u, '+').replace(/^\+330/u, '+33');
  if (foreign.startsWith('+')) return foreign;
  if (!/^0[1-9]\d{8}$/u.test(bare)) return text;
  const country = OVERSEAS.find(([pattern]) => pattern.test(bare))?.[1] ?? '+33';
  return `${country}${bare.slice(1)}`;
}

/** The tag of a language that is written as a word. Other text stays unchanged. */
export function cleanLanguage(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return LANGUAGES.find((language) => aliasesOf(language).includes(plain)) ?? text;
}

/** Names of a language in files, in lower case without accents. */
function aliasesOf(language: Language): string[] {
  return m.language_aliases({}, { locale: language }).split(' ');
}
