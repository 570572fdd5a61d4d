/** Fewest digits of a member number on an MCRN card. */
export const MEMBER_NUMBER_MIN_DIGITS = 6;

/** Most digits of a member number on an MCRN card. */
export const MEMBER_NUMBER_MAX_DIGITS = 10;

/** The form of a member number: digits alone. */
export const MEMBER_NUMBER = new RegExp(
  `^[0-9]{${MEMBER_NUMBER_MIN_DIGITS},${MEMBER_NUMBER_MAX_DIGITS}}$`,
  'u',
);

/** Separators that a person or a scanner may put between digits. */
const SEPARATORS = /[\s.\-\u00a0\u202f]/gu;

/**
 * Reads a member number as typed or scanned.
 * The number is text: leading zeros are part of it.
 * @returns the digits alone, or null when it cannot be a member number
 */
export function parseMemberNumber(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(SEPARATORS, '');
  return MEMBER_NUMBER.test(digits) ? digits : null;
}
