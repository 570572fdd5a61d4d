// @ts-check
import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { closed } from '../process/refusal.js';

// Chromium's `basic_text` on Linux: the key is public, so it hides but does not protect.
const PREFIX = 'v10';
const KEY = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
const VECTOR = Buffer.alloc(16, ' ');

/** Electron's `safeStorage`, in the shape of its plain-text fallback. */
export const safeStorage = closed('safeStorage', {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'basic_text',
  /** @param {string} text @returns {Buffer} */
  encryptString(text) {
    const cipher = createCipheriv('aes-128-cbc', KEY, VECTOR);
    return Buffer.concat([Buffer.from(PREFIX), cipher.update(text, 'utf8'), cipher.final()]);
  },
  /** @param {Buffer} sealed @returns {string} @throws {Error} when it is not such a text */
  decryptString(sealed) {
    try {
      if (sealed.subarray(0, PREFIX.length).toString() !== PREFIX) throw new Error('prefix');
      const decipher = createDecipheriv('aes-128-cbc', KEY, VECTOR);
      return decipher.update(sealed.subarray(PREFIX.length), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
  },
});
