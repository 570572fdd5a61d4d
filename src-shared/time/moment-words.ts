import type { Language } from '../language.ts';

/** The branch offices are in metropolitan France; a kiosk's own time zone may be set wrongly. */
const TIME_ZONE = 'Europe/Paris';

const LONG: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeStyle: 'short', timeZone: TIME_ZONE }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: TIME_ZONE }),
};

const SHORT: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short', timeZone: TIME_ZONE }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short', timeZone: TIME_ZONE }),
};

/** A wall-clock moment in words: "dimanche 22 novembre 2026 à 07:11". */
export function longMoment(at: number, language: Language): string {
  const words = LONG[language].format(at);
  // The runtime's French says "1 novembre"; people say "1er".
  return language === 'en' ? words : words.replace(/\b1(?= [a-zéû])/u, '1er');
}

/** A wall-clock moment in figures: "22/11/2026 07:11". */
export function shortMoment(at: number, language: Language): string {
  return SHORT[language].format(at).replace(',', '');
}
