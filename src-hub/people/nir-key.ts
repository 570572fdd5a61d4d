import { createHmac } from 'node:crypto';
import { derived } from '../basics/hashes.ts';
import type { HubSecret } from '../basics/hub-secret.ts';

/** A keyed hash of a NIR and the name of its key. */
export interface NirHash {
  readonly key: string;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

/**
 * Key under which kiosks hash NIRs: the one under which the index has everybody. 32 bytes.
 * @param secret `HUB_SECRET`
 */
export function nirKey(secret: HubSecret): Buffer {
  return keyOf(secret.forNir);
}

/**
 * HMAC-SHA256 of the 15 characters of a NIR under {@link nirKey}. 32 bytes.
 * @param nir from `readNir`
 */
export function nirHash(secret: HubSecret, nir: string): Buffer {
  return hashOf(secret.forNir, nir);
}

/** The hashes that an import stores: under the key of the index, and under the one in use while that is another. */
export function nirHashes(secret: HubSecret, nir: string): NirHash[] {
  return [secret.forNir, ...(secret.duties.inUse === secret.duties.nir ? [] : [secret.current])].map(
    (view) => ({ key: view.key.id, hash: hashOf(view, nir).toString('hex') }),
  );
}

function keyOf(view: HubSecret): Buffer {
  return derived(view, 'nir-key', '');
}

function hashOf(view: HubSecret, nir: string): Buffer {
  return createHmac('sha256', keyOf(view)).update(nir).digest();
}
