import { createHmac } from 'node:crypto';
import { keyedHash } from '../basics/hashes.ts';

/**
 * Key under which kiosks and head office hash NIRs. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function nirKey(secret: string): Buffer {
  return keyedHash(secret, 'nir-key', '');
}

/**
 * Stored form of a NIR: HMAC-SHA256 of its 15 characters under {@link nirKey}. 32 bytes.
 * @param nir from `readNir`
 */
export function nirHash(secret: string, nir: string): Buffer {
  return createHmac('sha256', nirKey(secret)).update(nir).digest();
}
