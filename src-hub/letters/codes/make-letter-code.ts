import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../src-shared/values/letter-code.ts';

/** Bytes from here on are thrown away: 256 is no multiple of the alphabet, and some letters would come more often. */
const USABLE_BYTES = 256 - (256 % LETTER_CODE_ALPHABET.length);

/** Makes a code of {@link LETTER_CODE_LENGTH} characters, each of the alphabet as likely as any other. */
export function makeLetterCode(randomBytes: (count: number) => Buffer): string {
  let code = '';
  while (code.length < LETTER_CODE_LENGTH) {
    for (const byte of randomBytes(LETTER_CODE_LENGTH)) {
      if (byte >= USABLE_BYTES || code.length === LETTER_CODE_LENGTH) continue;
      code += LETTER_CODE_ALPHABET.charAt(byte % LETTER_CODE_ALPHABET.length);
    }
  }
  return code;
}
