import { createHash } from 'node:crypto';

/** What is kept of a token: it has 256 random bits, so a plain SHA-256 cannot be searched. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
