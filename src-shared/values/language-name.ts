import { LANGUAGES, type Language } from '../messages/languages.ts';
import { m } from '../messages/compiled/messages.js';
import { refused, taken, type Reading } from './reading.ts';

/** Reads a language: its tag or its name in any language of the kiosk, such as `Français`. */
export function readLanguage(text: string): Reading<Language, 'unknown'> {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const language = LANGUAGES.find((known) => known === plain || aliasesOf(known).includes(plain));
  return language === undefined ? refused('unknown') : taken(language);
}

/** Names of a language in files, in lower case without accents. */
function aliasesOf(language: Language): string[] {
  return m.language_aliases({}, { locale: language }).split(' ');
}
