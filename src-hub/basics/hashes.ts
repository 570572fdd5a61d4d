import { createHash, createHmac } from 'node:crypto';

/**
 * Keyed hash of something that must not be stored itself (codes, identifiers, bodies): HMAC-SHA256, 32 bytes.
 * @param purpose keeps the same text under different purposes apart
 */
export function keyedHash(secret: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest();
}

/** What is kept of a token: it has 256 random bits, so a plain SHA-256 cannot be searched. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
