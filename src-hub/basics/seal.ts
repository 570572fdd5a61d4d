import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/**
 * Encrypts a text that waits in the database (AES-256-GCM, key derived from `HUB_SECRET`). A copy of the database alone
 * then reveals no link, code or address.
 * @param purpose a text can only be opened with the purpose it was sealed with
 */
export function seal(
  deps: { secret: string; randomBytes: (count: number) => Buffer },
  purpose: string,
  text: string,
): Buffer {
  const nonce = deps.randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(deps.secret, purpose), nonce);
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what {@link seal} made. @throws Error: damaged, or sealed with another secret or purpose */
export function unseal(secret: string, purpose: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
}

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `borne-hub ${purpose}`, 32));
}
