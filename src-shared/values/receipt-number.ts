import { LETTER_CODE_ALPHABET } from './letter-code.ts';

const LENGTH = 8;

/**
 * The number of a receipt, such as `KT4M-7XWA`: short enough to be read out, and the same at the kiosk and at head
 * office, since both make it of the event's id.
 * @param eventId UUIDv7, whose last twelve digits are random
 */
export function receiptNumber(eventId: string): string {
  const base = BigInt(LETTER_CODE_ALPHABET.length);
  let rest = BigInt(`0x${eventId.replaceAll('-', '').slice(-12)}`);
  let text = '';
  while (text.length < LENGTH) {
    text += LETTER_CODE_ALPHABET.charAt(Number(rest % base));
    rest /= base;
  }
  return grouped(text);
}

/** Reads a receipt as a person types it: small letters, gaps and dashes do not matter. @returns null when it is none */
export function parseReceiptNumber(typed: string): string | null {
  const text = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  if (!new RegExp(`^[${LETTER_CODE_ALPHABET}]{${LENGTH}}$`, 'u').test(text)) return null;
  return grouped(text);
}

function grouped(text: string): string {
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`;
}
