import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../src-shared/values/letter-code.ts';
import { keyedHash } from '../../basics/hashes.ts';

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

/**
 * What the hub keeps of a code sent by letter: its keyed hash together with the member's number, so that equal codes
 * of two members differ. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function letterCodeMac(secret: string, number: string, code: string): Buffer {
  return keyedHash(secret, 'letter-code', `${number}\0${code}`);
}

/**
 * What the hub keeps of a provisional password sent by letter: its keyed hash together with its holder, so that equal
 * ones of two holders differ, and that none serves as the code of a letter for a password. 32 bytes.
 * @param secret `HUB_SECRET`
 * @param subject the holder as text (see `subjectOf`)
 */
export function provisionalMac(secret: string, subject: string, code: string): Buffer {
  return keyedHash(secret, 'provisional-password', `${subject}\0${code}`);
}
