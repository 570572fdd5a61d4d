import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { type HubSecret, KEY_ID_BYTES, tagOf } from './hub-secret.ts';

const NONCE = 12;
const TAG = 16;

/**
 * Encrypts a text that waits in the database (AES-256-GCM, key derived from `HUB_SECRET`). A copy of the database alone
 * then reveals no link, code or address. The id of the key comes first, and is authenticated.
 * @param purpose a text can only be opened with the purpose it was sealed with
 */
export function seal(
  deps: { secret: HubSecret; randomBytes: (count: number) => Buffer },
  purpose: string,
  text: string,
): Buffer {
  const { id, value } = deps.secret.key;
  const nonce = deps.randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(value, purpose), nonce);
  const named = Buffer.from(id, 'hex');
  cipher.setAAD(named);
  return Buffer.concat([named, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what {@link seal} made. @throws Error: damaged, or sealed with an unknown secret or another purpose */
export function unseal(secret: HubSecret, purpose: string, sealed: Uint8Array): string {
  const id = tagOf(sealed);
  const key = secret.keys.find((one) => one.id === id);
  if (key !== undefined) {
    try {
      return open(key.value, purpose, sealed.subarray(KEY_ID_BYTES), Buffer.from(id, 'hex'));
    } catch (error) {
      // A seal without an id can begin like one with it.
      return openBare(secret, purpose, sealed, error);
    }
  }
  return openBare(secret, purpose, sealed, new Error('sealed with an unknown secret'));
}

/** Whether a text was sealed with a key that others have and this hub has not: it is not damaged. */
export function isOfMissingKey(secret: HubSecret, sealed: Uint8Array): boolean {
  return secret.missing.includes(tagOf(sealed));
}

/** From before seals named their key. */
function openBare(secret: HubSecret, purpose: string, sealed: Uint8Array, otherwise: unknown): string {
  const first = secret.keys.find(({ id }) => id === secret.duties.first);
  if (first === undefined) throw otherwise;
  return open(first.value, purpose, sealed, null);
}

function open(value: string, purpose: string, sealed: Uint8Array, named: Buffer | null): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(value, purpose), bytes.subarray(0, NONCE));
  if (named !== null) decipher.setAAD(named);
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
}

function keyOf(value: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', value, '', `borne-hub ${purpose}`, 32));
}
