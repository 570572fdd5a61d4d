import { plainWord } from '../../../people/imports/mapping.ts';

/**
 * Finds the meaning of a word; null: unknown word.
 * @param words by meaning, in the form of `plainWord`
 */
export function meaningOf<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
  text: string,
): Meaning | null {
  const word = plainWord(text);
  const meanings = Object.entries(words) as [Meaning, readonly string[]][];
  return meanings.find(([, known]) => known.includes(word))?.[0] ?? null;
}
