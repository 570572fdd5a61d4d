import type { HubSecret } from '../basics/hub-secret.ts';
import { createHmac } from 'node:crypto';
import { derived } from '../basics/hashes.ts';

/**
 * Key under which kiosks and head office hash NIRs. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function nirKey(secret: HubSecret): Buffer {
  return derived(secret.forNir, 'nir-key', '');
}

/**
 * Stored form of a NIR: HMAC-SHA256 of its 15 characters under {@link nirKey}. 32 bytes.
 * @param nir from `readNir`
 */
export function nirHash(secret: HubSecret, nir: string): Buffer {
  return createHmac('sha256', nirKey(secret)).update(nir).digest();
}
