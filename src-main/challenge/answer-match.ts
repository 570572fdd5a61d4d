import type { Language } from '../../src-shared/language.ts';
import type { Pictogram, Riddles } from './pictogram.ts';

/** What may stand before the noun, "c'est un", "it's the": articles and little words; the apostrophe is already a space. */
const LEADING =
  /^(?:(?:c|est|je|suis|tu|es|it|is|s|you|are|le|la|les|l|un|une|des|du|de|d|the|a|an|some)\s+)+/u;

/** Fewest letters of a word in which one typing error is forgiven. */
const FORGIVING_LENGTH = 5;

/** Lower case without accents, articles, punctuation and the like: what remains of an answer for comparing. */
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

/** The plural's last letter taken off, so that one and many are the same answer. */
function singular(plain: string): string {
  return plain.length > 3 ? plain.replace(/[sx]$/u, '') : plain;
}

/** True when one insertion, omission, replacement or swap of neighbours turns `a` into `b` (Damerau-Levenshtein ≤ 1). */
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

/** All right answers to one pictogram's riddle, its name first. */
export function answersOf(pictogram: Pictogram, riddles: Riddles, language: Language): readonly string[] {
  return [pictogram[language], ...(riddles[pictogram.id]?.[language].answers ?? [])];
}

/**
 * Whether what was typed names the wanted pictogram: case, accents, article, plural and one typing error in words of
 * five letters and more do not count, unless what was typed is the name of another pictogram.
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
