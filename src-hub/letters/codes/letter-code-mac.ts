import { keyedHash } from '../../basics/keyed-hash.ts';

/**
 * What the hub keeps of a code sent by letter: its keyed hash together with the member's number, so that equal codes
 * of two members differ. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function letterCodeMac(secret: string, number: string, code: string): Buffer {
  return keyedHash(secret, 'letter-code', `${number}\0${code}`);
}
