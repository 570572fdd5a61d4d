/**
 * Letters and digits that can be told apart when they are bent and crossed by lines. The alphabet of letter codes
 * without C, G, 6 and 9 (too similar), F (looks like an E with a line across) and W (too wide).
 */
export const TEXT_ALPHABET = 'ADEHJKMNPRTXY347';

/** Number of characters of a text. 5 of 16 give 20 bits, and only one answer is accepted. */
export const TEXT_LENGTH = 5;

/** A typed text in the form that is compared: upper case, without spaces and signs. */
export function plainText(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
