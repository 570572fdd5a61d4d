import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The key by which a kiosk signs its requests, made at its enrolment. */
export interface KeyPair {
  /** Ed25519 in PKCS #8 (DER), as base64url. It never leaves the kiosk. */
  readonly privateKey: string;
  /** 32 bytes, as base64url: head office keeps it. */
  readonly publicKey: string;
}

/** Makes a new key pair, by the operating system's generator. */
export function makeKeyPair(): KeyPair {
  return pairOf(generateKeyPairSync('ed25519').privateKey);
}

/**
 * The pair of a private key.
 * @throws when it is none
 */
export function keyPairOf(privateKey: string): KeyPair {
  return pairOf(
    createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' }),
  );
}

function pairOf(key: KeyObject): KeyPair {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('no Ed25519 key');
  return { privateKey: key.export({ format: 'der', type: 'pkcs8' }).toString('base64url'), publicKey: x };
}
