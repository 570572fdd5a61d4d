/** Letters and digits that are not taken for one another in print or by ear: no 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V. */
export const LETTER_CODE_ALPHABET = 'ACDEFGHJKMNPRTWXY34679';

/** Characters of a code sent by letter: 10 of 22 are 44 bits. */
export const LETTER_CODE_LENGTH = 10;

/** Characters between two gaps of the printed code. */
export const LETTER_CODE_GROUP = 5;

/** A code without gaps, in capitals. */
export const LETTER_CODE = new RegExp(`^[${LETTER_CODE_ALPHABET}]{${LETTER_CODE_LENGTH}}$`, 'u');

/**
 * Reads a code as a person or a scanner types it: small letters, gaps and dashes do not matter.
 * @returns null when it cannot be a code of a letter
 */
export function parseLetterCode(typed: string): string | null {
  const code = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  return LETTER_CODE.test(code) ? code : null;
}

/** The code as it is printed: two groups of five. */
export function letterCodeGroups(code: string): string[] {
  return code.match(new RegExp(`.{1,${LETTER_CODE_GROUP}}`, 'gu')) ?? [];
}
