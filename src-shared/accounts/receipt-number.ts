import { LETTER_CODE_ALPHABET } from '../letter-code.ts';

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
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`;
}
