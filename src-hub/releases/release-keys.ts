import { verify, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { publicKeysIn } from '../../src-shared/release/signature.ts';
import type { Verify } from '../../src-shared/release/signed-documents.ts';

/**
 * Reads the public keys of releases: a PEM file with one or several Ed25519 keys, each of which may have signed.
 * @returns null when it is not there, holds none, or holds another kind
 */
export function readReleaseKeys(file: string): Verify | null {
  let keys: KeyObject[] | null;
  try {
    keys = publicKeysIn(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  return keys && ((bytes, signature) => keys.some((key) => verify(null, bytes, key, signature)));
}
