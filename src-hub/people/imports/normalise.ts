import { LANGUAGES, type Language } from '../../../src-shared/language.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { refused, taken, type Reading } from '../../../src-shared/values/reading.ts';

/** Text in stored form: composed accents, single spaces, trimmed; null when empty. */
export function cleanText(text: string): string | null {
  const clean = text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  return clean === '' ? null : clean;
}

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
