import { m } from '../../../src-shared/messages/compiled/messages.js';

const NAMES: Readonly<Record<string, () => string>> = {
  "'": m.character_apostrophe,
  '%': m.character_percent,
  '\\': m.character_backslash,
  _: m.character_underscore,
};

/** Name of a character that is hard to see or hear; other characters unchanged. */
export function nameCharacter(character: string): string {
  return NAMES[character]?.() ?? character;
}

/** Names of all characters of a text, separated by commas. */
export function characterNames(characters: string): string {
  return Array.from(characters, nameCharacter).join(', ');
}
