import { keyedHash } from '../../basics/hashes.ts';

/**
 * Under what the recoveries of an address are counted, whether an account has it or not. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function recoveryKey(secret: string, email: string): Buffer {
  return keyedHash(secret, 'recovery-address', email);
}

/** What the hub keeps of a code: its keyed hash together with its attempt, 32 bytes. */
export function recoveryMac(secret: string, attempt: string, code: string): Buffer {
  return keyedHash(secret, 'recovery-code', `${attempt}\0${code}`);
}
