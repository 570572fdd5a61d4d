import type { Language } from '../messages/languages.ts';
import { intlLocale, withFirstOfMonth } from './moment-words.ts';
import { agencyZone } from './zone.ts';

/**
 * A date in words: "1er février 1950", "1 February 1950".
 * @param date ISO date
 */
export function dateWords(date: string, language: Language): string {
  return dayWords(Date.parse(date), language, 'UTC');
}

/**
 * A birth date in words; without the parts that are not known: "mai 1941", "1941".
 * @param date in the form of `birthDateSchema`, with its year
 */
export function birthDateWords(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (month === '00') return day === '00' ? year : `${day}/${month}/${year}`;
  return day === '00' ? `${monthWord(month, language)} ${year}` : dateWords(date, language);
}

/**
 * The day of a moment in words, with its year.
 * @param moment milliseconds since 1970 UTC
 * @param timeZone IANA name; default: the agency's zone
 */
export function dayWords(moment: number, language: Language, timeZone = agencyZone()): string {
  const text = new Intl.DateTimeFormat(intlLocale(language), { dateStyle: 'long', timeZone }).format(moment);
  return withFirstOfMonth(text, language);
}

/**
 * The name of a month.
 * @param month its number, as typed
 * @returns empty for no valid month
 */
export function monthWord(month: string, language: Language): string {
  const number = Number(month);
  if (month.length < 2 || number < 1 || number > 12) return '';
  const words = new Intl.DateTimeFormat(intlLocale(language), { month: 'long', timeZone: 'UTC' });
  return words.format(Date.UTC(2000, number - 1));
}
