import { parseMemberNumber } from '../../src-shared/values/member-number.ts';
import { keyedHash } from './hashes.ts';

/** One form of an identifier, however it was typed: a member number's digits, else small letters. */
export function normaliseIdentifier(typed: string): string {
  return parseMemberNumber(typed) ?? typed.normalize('NFKC').trim().toLowerCase();
}

/**
 * Under what the failures of an account are counted, whether anybody has it or not. 32 bytes.
 * @param secret `HUB_SECRET`
 * @param identifier from {@link normaliseIdentifier}
 */
export function accountKey(secret: string, identifier: string): Buffer {
  return keyedHash(secret, 'login-account', identifier);
}
