import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { publicKeysIn } from '../../src-shared/release/signature.ts';
import { SetupError } from '../setup/run-command.mjs';

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
    const keys = publicKeysIn(readFileSync(file, 'utf8'));
    if (keys !== null) return keys;
  } catch {
    // Said below.
  }
  throw new SetupError(`The public key of releases cannot be read as Ed25519 keys in PEM: ${file}.`);
}

/** The signature of a manifest: base64 and a line end. */
export function signManifest(manifest: Buffer, key: KeyObject): string {
  return `${sign(null, manifest, key).toString('base64')}\n`;
}
