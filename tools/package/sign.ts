import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SetupError } from '../setup/run-command.mjs';

/** Bytes of an Ed25519 signature. */
const SIGNATURE_BYTES = 64;

/**
 * Reads the private key of releases: PEM (PKCS#8) of an Ed25519 key.
 * @throws SetupError when it is not there or not such a key; the message tells nothing of it
 */
export function readSigningKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new SetupError(`The key that signs releases cannot be read as an Ed25519 key in PEM: ${file}.`);
}

/**
 * Reads public keys of releases: a PEM file with one or several Ed25519 keys, each of which may have signed.
 * @throws SetupError when it is not there, holds none, or holds another kind
 */
export function readPublicKeys(file: string): KeyObject[] {
  try {
    const pem = readFileSync(file, 'utf8');
    const keys = [...pem.matchAll(/-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----/gsu)].map(([one]) =>
      createPublicKey(one),
    );
    if (keys.length > 0 && keys.every((key) => key.asymmetricKeyType === 'ed25519')) return keys;
  } catch {
    // Said below.
  }
  throw new SetupError(`The public key of releases cannot be read as Ed25519 keys in PEM: ${file}.`);
}

/** The signature of a manifest: base64 and a line end. */
export function signManifest(manifest: Buffer, key: KeyObject): string {
  return `${sign(null, manifest, key).toString('base64')}\n`;
}

/** True when one of the keys has signed exactly these bytes. */
export function isSignedBy(manifest: Buffer, signature: string, keys: readonly KeyObject[]): boolean {
  if (!/^[A-Za-z0-9+/]{86}==\n?$/u.test(signature)) return false;
  const bytes = Buffer.from(signature, 'base64');
  return bytes.length === SIGNATURE_BYTES && keys.some((key) => verify(null, manifest, key, bytes));
}
