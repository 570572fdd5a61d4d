import { LANGUAGES, type Language } from '../../../src-shared/language.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { readPhone } from '../../../src-shared/values/contact/phone.ts';
import { readEmail } from '../../../src-shared/values/contact/email.ts';
import { memberNumberOf } from '../../../src-shared/values/member-number.ts';

/** Text in stored form: composed accents, single spaces, trimmed; null when empty. */
export function cleanText(text: string): string | null {
  const clean = text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  return clean === '' ? null : clean;
}

/** A member number without spaces. Text that is no member number stays unchanged. */
export function cleanNumber(text: string): string {
  return memberNumberOf(text) ?? text;
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

/** A telephone number in E.164. A text that is no number stays as it is. */
export function cleanPhone(text: string): string {
  const read = readPhone(text);
  return read.ok ? read.value : text;
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
