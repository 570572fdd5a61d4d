/** Letters and digits that are not confused in print or by ear: no 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V. */
export const LETTER_CODE_ALPHABET = 'ACDEFGHJKMNPRTWXY34679';

/** Number of characters of a letter's code: 10 of 22 give 44 bits. */
export const LETTER_CODE_LENGTH = 10;

/** Number of characters of each printed group. */
export const LETTER_CODE_GROUP = 5;

/** Pattern of a code in upper case, without separators. */
export const LETTER_CODE = new RegExp(`^[${LETTER_CODE_ALPHABET}]{${LETTER_CODE_LENGTH}}$`, 'u');

/**
 * Reads a typed or scanned code. Lower case, spaces and dashes are accepted.
 * @returns null when it cannot be a letter's code
 */
export function letterCodeOf(typed: string): string | null {
  const code = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  return LETTER_CODE.test(code) ? code : null;
}

/** The code as printed: two groups of five. */
export function letterCodeGroups(code: string): string[] {
  return code.match(new RegExp(`.{1,${LETTER_CODE_GROUP}}`, 'gu')) ?? [];
}
