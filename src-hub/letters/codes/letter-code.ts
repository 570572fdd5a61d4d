import type { HubSecret } from '../../basics/hub-secret.ts';
import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../src-shared/values/letter-code.ts';
import { keyedHash } from '../../basics/hashes.ts';
import { randomCode } from '../../basics/random-code.ts';

/** Makes a code of {@link LETTER_CODE_LENGTH} characters. All codes are equally likely. */
export function makeLetterCode(randomBytes: (count: number) => Buffer): string {
  return randomCode(randomBytes, LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH);
}

/**
 * Stored form of a letter's code: keyed hash of member number and code, 32 bytes. Equal codes of two members differ.
 * @param secret `HUB_SECRET`
 */
export function letterCodeMac(secret: HubSecret, number: string, code: string): Buffer {
  return keyedHash(secret, 'letter-code', `${number}\0${code}`);
}

/**
 * Stored form of a provisional password: keyed hash of holder and password, 32 bytes. Equal passwords of two holders
 * differ, and none can be used as the code of a letter for a password.
 * @param secret `HUB_SECRET`
 * @param subject of the holder (see `subjectOf`)
 */
export function provisionalMac(secret: HubSecret, subject: string, code: string): Buffer {
  return keyedHash(secret, 'provisional-password', `${subject}\0${code}`);
}
