import { plain } from '../../../people/imports/mapping.ts';

/**
 * Finds the meaning of a word; null: unknown word.
 * @param words by meaning, in the form of `plain`
 */
export function meaningOf<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
  text: string,
): Meaning | null {
  const word = plain(text);
  const meanings = Object.entries(words) as [Meaning, readonly string[]][];
  return meanings.find(([, known]) => known.includes(word))?.[0] ?? null;
}
