import { createHmac } from 'node:crypto';
import { keyedHash } from '../basics/hashes.ts';

/**
 * The key under which NIR are hashed, by kiosks and by head office alike. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function nirKey(secret: string): Buffer {
  return keyedHash(secret, 'nir-key', '');
}

/**
 * What is kept of a NIR: HMAC-SHA256 of its 15 characters under {@link nirKey}. 32 bytes.
 * @param nir from `parseNir`
 */
export function nirHash(secret: string, nir: string): Buffer {
  return createHmac('sha256', nirKey(secret)).update(nir).digest();
}
