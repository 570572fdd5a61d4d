import { LETTER_CODE_ALPHABET } from './letter-code.ts';

const LENGTH = 8;

/**
 * The number of a receipt, such as `KT4M-7XWA`: short enough to be read out. Kiosk and head office both compute it
 * from the event's id, so it is the same on both sides.
 * @param eventId UUIDv7, whose last twelve digits are random
 */
export function receiptNumber(eventId: string): string {
  const base = BigInt(LETTER_CODE_ALPHABET.length);
  let rest = BigInt(`0x${eventId.slice(-12)}`);
  let text = '';
  while (text.length < LENGTH) {
    text += LETTER_CODE_ALPHABET.charAt(Number(rest % base));
    rest /= base;
  }
  return grouped(text);
}

/**
 * Reads a typed receipt number. Lower case, spaces and dashes are accepted.
 * @returns null when it is not one
 */
export function receiptNumberOf(typed: string): string | null {
  const text = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  if (!new RegExp(`^[${LETTER_CODE_ALPHABET}]{${LENGTH}}$`, 'u').test(text)) return null;
  return grouped(text);
}

function grouped(text: string): string {
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`;
}
