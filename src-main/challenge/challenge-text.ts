/**
 * Letters and digits that stay apart when they are bent and crossed by lines: those of letters' codes without C, G, 6
 * and 9 (taken for one another), F (an E with a line across), and W (so wide that all would have to be smaller).
 */
export const TEXT_ALPHABET = 'ADEHJKMNPRTXY347';

/** Characters of a text to read: 5 of 16 are 20 bits, of which one answer may be given. */
export const TEXT_LENGTH = 5;

/** What was typed in the one form of a text to read: capitals without gaps or signs. */
export function plainText(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
