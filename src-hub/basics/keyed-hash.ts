import { createHmac } from 'node:crypto';

/**
 * Keyed hash of something that must not be stored itself (codes, identifiers, bodies): HMAC-SHA256, 32 bytes.
 * @param purpose keeps the same text under different purposes apart
 */
export function keyedHash(secret: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest();
}
