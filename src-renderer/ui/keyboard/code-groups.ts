export const DIGITS = '0123456789';

/**
 * The characters of a pasted or scanned text that belong to an alphabet of capitals.
 * @param most largest number of characters
 */
export function charactersOf(text: string, alphabet: string, most: number): string {
  return Array.from(text.normalize('NFKC').toUpperCase())
    .filter((character) => alphabet.includes(character))
    .slice(0, most)
    .join('');
}

/** One box of the code on screen. */
export interface CodeBox {
  /** Position in the code, from 0. */
  readonly place: number;
  /** The character; empty: not typed yet. */
  readonly character: string;
  /** True for the box that gets the next character. */
  readonly current: boolean;
}

/**
 * The boxes of a code in two groups, filled from the left.
 * @param length number of characters of the code
 */
export function codeGroups(typed: string, length: number): CodeBox[][] {
  const group = Math.ceil(length / 2);
  const boxes = Array.from({ length }, (_, place) => ({
    place,
    character: typed[place] ?? '',
    current: place === typed.length,
  }));
  return [boxes.slice(0, group), boxes.slice(group)];
}
