import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import type { Random } from '../random/random.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** Number of random bytes drawn at once: a call for each row would take as long as the sealing. */
const IV_POOL_BYTES = IV_BYTES * 1024;

/**
 * Seals personal data and makes look-up keys. Each purpose has its own key, derived from the data key. So a blob or
 * index of one table is useless in another.
 */
export class Vault {
  readonly #dataKey: Buffer;
  readonly #random: Random;
  readonly #keys = new Map<string, KeyObject>();
  #pool: Buffer = Buffer.alloc(0);
  #poolAt = 0;

  /** @param dataKey 32 bytes, unwrapped by the secret store */
  constructor(dataKey: Buffer, random: Random) {
    if (dataKey.length !== KEY_BYTES) throw new Error(`the data key must have ${KEY_BYTES} bytes`);
    this.#dataKey = dataKey;
    this.#random = random;
  }

  /** AES-256-GCM: 12 bytes of IV, cipher text, 16 bytes of tag. */
  seal(purpose: string, plain: string): Buffer {
    const iv = this.#nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.#key('seal', purpose), iv);
    const body = cipher.update(plain, 'utf8');
    cipher.final();
    return Buffer.concat([iv, body, cipher.getAuthTag()]);
  }

  /** @throws when the blob was changed, has another purpose, or was sealed with another data key */
  open(purpose: string, sealed: Uint8Array): string {
    const blob = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (blob.length < IV_BYTES + TAG_BYTES) throw new Error('sealed blob too short');
    const decipher = createDecipheriv('aes-256-gcm', this.#key('seal', purpose), blob.subarray(0, IV_BYTES));
    decipher.setAuthTag(blob.subarray(-TAG_BYTES));
    const plain = decipher.update(blob.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  }

  /** HMAC-SHA-256 in hex: equal values give equal keys, and reveal nothing else. */
  blindIndex(purpose: string, value: string): string {
    return createHmac('sha256', this.#key('index', purpose)).update(value).digest('hex');
  }

  /** HMAC-SHA-256 as bytes, to be compared in constant time. */
  mac(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#key('mac', purpose)).update(value).digest();
  }

  #key(use: string, purpose: string): KeyObject {
    const name = `${use}:${purpose}`;
    const known = this.#keys.get(name);
    if (known) return known;
    const derived = hkdfSync('sha256', this.#dataKey, 'borne-adherent', name, KEY_BYTES);
    const key = createSecretKey(Buffer.from(derived));
    this.#keys.set(name, key);
    return key;
  }

  #nextIv(): Buffer {
    if (this.#poolAt + IV_BYTES > this.#pool.length) {
      this.#pool = this.#random.bytes(IV_POOL_BYTES);
      this.#poolAt = 0;
    }
    const iv = this.#pool.subarray(this.#poolAt, this.#poolAt + IV_BYTES);
    this.#poolAt += IV_BYTES;
    return iv;
  }
}
