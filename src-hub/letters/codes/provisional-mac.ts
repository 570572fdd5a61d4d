import { keyedHash } from '../../basics/keyed-hash.ts';

/**
 * What the hub keeps of a provisional password sent by letter: its keyed hash together with its holder, so that equal
 * ones of two holders differ, and that none serves as the code of a letter for a password. 32 bytes.
 * @param secret `HUB_SECRET`
 * @param subject the holder as text (see `subjectOf`)
 */
export function provisionalMac(secret: string, subject: string, code: string): Buffer {
  return keyedHash(secret, 'provisional-password', `${subject}\0${code}`);
}
