import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Bytes of an Ed25519 signature. */
const SIGNATURE_BYTES = 64;

/**
 * The public keys of releases in a text: PEM, one or several Ed25519 keys, each of which may have signed.
 * @returns null when it holds none, or another kind
 */
export function publicKeysIn(pem: string): KeyObject[] | null {
  try {
    const keys = [...pem.matchAll(/-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----/gsu)].map(([one]) =>
      createPublicKey(one),
    );
    return keys.length > 0 && keys.every((key) => key.asymmetricKeyType === 'ed25519') ? keys : null;
  } catch {
    return null;
  }
}

/** True when one of the keys has signed exactly these bytes. */
export function isSignedBy(manifest: Buffer, signature: string, keys: readonly KeyObject[]): boolean {
  if (!/^[A-Za-z0-9+/]{86}==\n?$/u.test(signature)) return false;
  const bytes = Buffer.from(signature, 'base64');
  return bytes.length === SIGNATURE_BYTES && keys.some((key) => verify(null, manifest, key, bytes));
}
