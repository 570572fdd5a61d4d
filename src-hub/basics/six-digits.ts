import { CODE_DIGITS } from '../../src-shared/values/activation-code.ts';

/** Number of different codes. */
const CODES = 10 ** CODE_DIGITS;

/** Larger numbers are drawn again: 2^32 is no multiple of a million, so some codes would be more likely. */
const USABLE = 2 ** 32 - (2 ** 32 % CODES);

/** Draws a code of six digits. All codes are equally likely. */
export function sixDigits(randomBytes: (count: number) => Buffer): string {
  for (;;) {
    const drawn = randomBytes(4).readUInt32BE();
    if (drawn < USABLE) return String(drawn % CODES).padStart(CODE_DIGITS, '0');
  }
}
