import { refused, taken, type Reading } from './reading.ts';

/** Smallest number of digits of a member number on an MCRN card. */
export const MEMBER_NUMBER_MIN_DIGITS = 6;

/** Largest number of digits of a member number on an MCRN card. */
export const MEMBER_NUMBER_MAX_DIGITS = 10;

/** Pattern of a member number: digits only. */
export const MEMBER_NUMBER = new RegExp(
  `^[0-9]{${MEMBER_NUMBER_MIN_DIGITS},${MEMBER_NUMBER_MAX_DIGITS}}$`,
  'u',
);

/** A gap between two digits, as cards and people have it. */
const GAP = /(?<=[0-9])\s+(?=[0-9])/gu;

/** Why a text is no member number. `rounded`: a spreadsheet has written `1,23457E+06`; `length`: too few or too many digits. */
export type MemberNumberReason = 'missing' | 'malformed' | 'length' | 'rounded';

/**
 * Reads a member number as typed, scanned or filed: digits, with nothing between them but gaps. Anything more, such as
 * the `.0` or the `-` of a spreadsheet or the signs of a date, makes it another thing: it could be another member's.
 * The number is text: leading zeros are part of it.
 */
export function readMemberNumber(typed: string): Reading<string, MemberNumberReason> {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return refused('missing');
  if (/^[+-]?[0-9]+(?:[.,][0-9]+)?E[+-]?[0-9]+$/iu.test(text)) return refused('rounded');
  const digits = text.replaceAll(GAP, '');
  if (MEMBER_NUMBER.test(digits)) return taken(digits);
  return refused(/^[0-9]+$/u.test(digits) ? 'length' : 'malformed');
}

/** As {@link readMemberNumber}, where the reason does not matter. @returns null when it is none */
export function memberNumberOf(typed: string): string | null {
  const read = readMemberNumber(typed);
  return read.ok ? read.value : null;
}

/** A member number in groups of three from the left, easy to compare with the card. */
export function groupNumber(digits: string): string {
  return digits.replace(/(.{3})(?=.)/gu, '$1\u00a0');
}
