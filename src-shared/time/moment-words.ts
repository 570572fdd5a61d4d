import type { Language } from '../language.ts';
import { m } from '../messages/compiled/messages.js';

/** The branch offices are in metropolitan France; a kiosk's own time zone may be set wrongly. */
const TIME_ZONE = 'Europe/Paris';

/** What `Intl` calls a language: a BCP 47 tag with its country. */
export function intlLocale(language: Language): string {
  return m.intl_locale({}, { locale: language });
}

/** Writes the first of a month as people do: the runtime's French says "1 novembre", people say "1er". */
export function withFirstOfMonth(words: string, language: Language): string {
  return words.replace(/\b1(?= \p{L})/u, m.first_of_month({}, { locale: language }));
}

/** A wall-clock moment in words: "dimanche 22 novembre 2026 à 07:11". */
export function longMoment(at: number, language: Language): string {
  return withFirstOfMonth(written(at, language, { dateStyle: 'full', timeStyle: 'short' }), language);
}

/** A wall-clock moment in figures: "22/11/2026 07:11". */
export function shortMoment(at: number, language: Language): string {
  return written(at, language, { dateStyle: 'short', timeStyle: 'short' }).replace(',', '');
}

/** The day in Paris in words, such as "vendredi 1er mai 2026". */
export function dayInWords(moment: Date, language: Language): string {
  const words = written(moment.getTime(), language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return withFirstOfMonth(words, language);
}

function written(at: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(intlLocale(language), { ...options, timeZone: TIME_ZONE }).format(at);
}
