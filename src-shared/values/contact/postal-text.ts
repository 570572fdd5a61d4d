import { plainLetters } from '../plain-letters.ts';

/** What a letter writes for a sign. */
const WRITTEN: Readonly<Record<string, string>> = { '’': "'", '&': ' ET ' };

/**
 * What a letter has of a text: capitals A to Z, digits, apostrophe, hyphen and slash; other characters become spaces.
 * Starts with a letter or digit.
 */
export function postalText(text: string): string {
  return plainLetters(text)
    .replaceAll(/[’&]/gu, (sign) => WRITTEN[sign] ?? sign)
    .replaceAll(/[^A-Z0-9'/-]/gu, ' ')
    .replaceAll(/ +/gu, ' ')
    .replace(/^[^A-Z0-9]+/u, '')
    .trimEnd();
}

/** Whether a letter can write each letter of a text. */
export function isPrintedWhole(text: string): boolean {
  return !/[^A-Z\P{L}]/u.test(plainLetters(text));
}
