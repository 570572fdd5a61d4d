import type { HubSecret } from '../../basics/hub-secret.ts';
import { keyedHash } from '../../basics/hashes.ts';

/**
 * Key under which the recoveries of an address are counted, whether it has an account or not. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function recoveryKey(secret: HubSecret, email: string): Buffer {
  return keyedHash(secret, 'recovery-address', email);
}

/** Stored form of a code: keyed hash of the attempt and the code, 32 bytes. */
export function recoveryMac(secret: HubSecret, attempt: string, code: string): Buffer {
  return keyedHash(secret, 'recovery-code', `${attempt}\0${code}`);
}
