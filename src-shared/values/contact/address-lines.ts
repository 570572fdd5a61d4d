import { hasVisible, refused, taken, type Reading } from '../reading.ts';
import { isPrintedWhole, postalText } from './postal-text.ts';

/** Longest line of a French postal address (NF Z 10-011), in characters. */
export const ADDRESS_LINE_MAX_LENGTH = 38;

/** Largest number of lines between name and town. */
export const ADDRESS_LINES = 3;

/** Latin letters, digits and what stands between and around them in the lines of an address. */
const PATTERN = /^[\p{Script=Latin}0-9 '/.,;:&°º()"«»+#№*-]+$/u;

/** Hyphens, dashes and the minus sign. */
const HYPHENS = /[\p{Pd}\u2043\u2212]/gu;

/** What is wrong with the lines of an address; `characters`: also what no letter can write. */
export type AddressLinesReason = 'missing' | 'characters' | 'too-long';

/** Reads the typed lines between name and town. Lines that show nothing are ignored; upper and lower case stay. */
export function readAddressLines(typed: readonly string[]): Reading<string[], AddressLinesReason> {
  // Repeated spaces become one. A control character (line break, tab) was not typed by a person, so it is refused.
  if (typed.some((line) => /\p{Cc}/u.test(line))) return refused('characters');
  const lines = typed
    .map((line) =>
      line
        .normalize('NFC')
        .replaceAll(/[’‘ʼ′`´]/gu, "'")
        .replaceAll(HYPHENS, '-')
        .replaceAll(/[“”„‟]/gu, '"')
        .replaceAll('[', '(')
        .replaceAll(']', ')')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    )
    .filter(hasVisible);
  if (lines.length === 0) return refused('missing');
  if (lines.some((line) => !PATTERN.test(line) || !/[\p{L}0-9]/u.test(line) || !isPrintedWhole(line)))
    return refused('characters');
  if (
    lines.length > ADDRESS_LINES ||
    lines.some((line) => Math.max(line.length, postalText(line).length) > ADDRESS_LINE_MAX_LENGTH)
  )
    return refused('too-long');
  return taken(lines);
}
