/** Smallest number of digits of a member number on an MCRN card. */
export const MEMBER_NUMBER_MIN_DIGITS = 6;

/** Largest number of digits of a member number on an MCRN card. */
export const MEMBER_NUMBER_MAX_DIGITS = 10;

/** Pattern of a member number: digits only. */
export const MEMBER_NUMBER = new RegExp(
  `^[0-9]{${MEMBER_NUMBER_MIN_DIGITS},${MEMBER_NUMBER_MAX_DIGITS}}$`,
  'u',
);

/** Separators that a person or a scanner may put between digits. */
const SEPARATORS = /[\s.\-\u00a0\u202f]/gu;

/**
 * Reads a typed or scanned member number. It is text: leading zeros count.
 * @returns the digits; null when it cannot be a member number
 */
export function parseMemberNumber(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(SEPARATORS, '');
  return MEMBER_NUMBER.test(digits) ? digits : null;
}
