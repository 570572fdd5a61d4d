import { plain } from '../../../people/imports/mapping.ts';

/**
 * What a word of a file means; null: nothing.
 * @param words by meaning, as `plain` leaves them
 */
export function meaning<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
  text: string,
): Meaning | null {
  const word = plain(text);
  const meanings = Object.entries(words) as [Meaning, readonly string[]][];
  return meanings.find(([, known]) => known.includes(word))?.[0] ?? null;
}
