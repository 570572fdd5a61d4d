import { inLanguage, type Language } from '../../src-shared/messages/languages.ts';
import type { Pictogram, Riddles } from './pictogram.ts';

/** Words before the noun, as in "c'est un", "it's the". Apostrophes are already spaces here. */
const LEADING =
  /^(?:(?:c|est|je|suis|tu|es|it|is|s|you|are|le|la|les|l|un|une|des|du|de|d|the|a|an|some)\s+)+/u;

/** Shortest word in which one typing error is accepted. */
const FORGIVING_LENGTH = 5;

/** An answer in the form that is compared: lower case, without accents, leading articles or punctuation. */
export function plainAnswer(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
    .replace(LEADING, '');
}

/** Removes the plural's last letter, so that singular and plural are the same answer. */
function singular(plain: string): string {
  return plain.length > 3 ? plain.replace(/[sx]$/u, '') : plain;
}

/**
 * True when at most one insertion, omission, replacement or swap of neighbours turns `a` into `b`
 * (Damerau-Levenshtein ≤ 1).
 */
export function withinOneError(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA === restB ||
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.charAt(1) + restA.charAt(0) + restA.slice(2) === restB
  );
}

/** All right answers to a pictogram's riddle; its name comes first. */
export function answersOf(pictogram: Pictogram, riddles: Riddles, language: Language): readonly string[] {
  const riddle = riddles[pictogram.id];
  return [inLanguage(pictogram, language), ...(riddle ? inLanguage(riddle, language).answers : [])];
}

/**
 * Whether the typed text names the wanted pictogram. Case, accents, article and plural do not matter; one typing
 * error is accepted in words of five letters or more, unless the text is the name of another pictogram.
 */
export function namesPictogram(
  typed: string,
  wanted: Pictogram,
  {
    pictograms,
    riddles,
    language,
  }: { pictograms: readonly Pictogram[]; riddles: Riddles; language: Language },
): boolean {
  const given = singular(plainAnswer(typed));
  const named = (pictogram: Pictogram) =>
    answersOf(pictogram, riddles, language).map((answer) => singular(plainAnswer(answer)));
  const right = named(wanted);
  if (right.includes(given)) return true;
  const close = right.some((word) => word.length >= FORGIVING_LENGTH && withinOneError(given, word));
  return close && !pictograms.some((other) => other.id !== wanted.id && named(other).includes(given));
}
