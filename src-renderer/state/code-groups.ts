/** Digits of an activation code. */
export const CODE_DIGITS = 6;

/** Digits in one group, as the messages print the code. */
const GROUP = 3;

/** Keeps the digits of a pasted or scanned text, at most `most` of them. */
export function digitsOf(text: string, most: number): string {
  return text
    .normalize('NFKC')
    .replace(/[^0-9]/gu, '')
    .slice(0, most);
}

/** One box of the code on screen. */
export interface CodeBox {
  /** Place in the code, from 0. */
  readonly place: number;
  /** The digit, or an empty text. */
  readonly digit: string;
  /** True for the box that takes the next digit. */
  readonly current: boolean;
}

/** The boxes of a code in groups of three, filled from the left. */
export function codeGroups(typed: string): CodeBox[][] {
  const boxes = Array.from({ length: CODE_DIGITS }, (_, place) => ({
    place,
    digit: typed[place] ?? '',
    current: place === typed.length,
  }));
  return Array.from({ length: CODE_DIGITS / GROUP }, (_, group) =>
    boxes.slice(group * GROUP, (group + 1) * GROUP),
  );
}

/** A member number in groups of three from the left, so that it can be compared with the card. */
export function groupNumber(digits: string): string {
  return digits.replace(/(.{3})(?=.)/gu, '$1\u00a0');
}
