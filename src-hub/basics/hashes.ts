import { createHash, createHmac } from 'node:crypto';

/**
 * Keyed hash (HMAC-SHA256, 32 bytes) of a value that must not be stored itself: codes, identifiers, bodies.
 * @param purpose makes equal texts of different purposes have different hashes
 */
export function keyedHash(secret: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest();
}

/** Hash under which a token is stored. A token has 256 random bits, so a plain SHA-256 cannot be reversed by trying. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
