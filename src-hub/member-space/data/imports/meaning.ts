import { refused, taken, type Reading } from '../../../../src-shared/values/reading.ts';
import { plainWord } from '../../../people/imports/files/mapping.ts';

/**
 * Finds the meaning of a word.
 * @param words by meaning, in the form of `plainWord`
 */
export function readMeaning<Meaning extends string>(
  words: Readonly<Record<Meaning, readonly string[]>>,
  text: string,
): Reading<Meaning, 'unknown-word'> {
  const word = plainWord(text);
  const meanings = Object.entries(words) as [Meaning, readonly string[]][];
  const found = meanings.find(([, known]) => known.includes(word));
  return found === undefined ? refused('unknown-word') : taken(found[0]);
}
