import { createHash, createHmac } from 'node:crypto';
import type { HubSecret } from './hub-secret.ts';

/**
 * Keyed hash of a value that must not be stored itself: codes, identifiers, bodies. 4 bytes that name the key, and 32
 * of HMAC-SHA256. Compare with what is stored by `secret.of(stored)`, and look up by {@link keyedHashes}.
 * @param purpose makes equal texts of different purposes have different hashes
 */
export function keyedHash(secret: HubSecret, purpose: string, text: string): Buffer {
  return Buffer.concat([secret.tag, derived(secret, purpose, text)]);
}

/** The hashes that a value can be stored under, in hexadecimal: with each key that is known. */
export function keyedHashes(secret: HubSecret, hash: (secret: HubSecret) => Buffer): string[] {
  return secret.each().map((view) => hash(view).toString('hex'));
}

/** SQL condition: a column has one of the {@link keyedHashes} of a parameter. */
export function oneOfHashes(column: string, parameter: string): string {
  return `${column} IN (SELECT decode(hash, 'hex') FROM unnest(${parameter}::text[]) AS hash)`;
}

/** A key or token that follows from the secret: 32 bytes of HMAC-SHA256 without the name of the key. */
export function derived(secret: HubSecret, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret.key.value).update(`${purpose}\0${text}`).digest();
}

/** Hash under which a token is stored. A token has 256 random bits, so a plain SHA-256 cannot be reversed by trying. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
