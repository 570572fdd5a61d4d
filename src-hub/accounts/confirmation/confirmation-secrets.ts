import type { HubSecret } from '../../basics/hub-secret.ts';
import { keyedHash } from '../../basics/hashes.ts';
import { sixDigits } from '../../basics/six-digits.ts';

/** 256 bits are 43 characters of base64url. */
const TOKEN_BYTES = 32;

const TOKEN = /^[A-Za-z0-9_-]{43}$/u;

/** Secrets of a confirmation mail. The hub stores only their hashes. */
export interface ConfirmationSecrets {
  readonly token: string;
  /** Six digits, for the kiosk. */
  readonly code: string;
}

export function makeConfirmationSecrets(randomBytes: (count: number) => Buffer): ConfirmationSecrets {
  return { token: randomBytes(TOKEN_BYTES).toString('base64url'), code: sixDigits(randomBytes) };
}

/**
 * Stored form of a token: its keyed hash, 32 bytes. A text that cannot be a token is hashed too, so that the answer
 * takes the same time.
 */
export function confirmationTokenMac(secret: HubSecret, token: string): Buffer {
  return keyedHash(secret, 'confirmation-token', TOKEN.test(token) ? token : '');
}

/** Stored form of a code: keyed hash of the account and the code, 32 bytes. */
export function confirmationCodeMac(secret: HubSecret, account: string, code: string): Buffer {
  return keyedHash(secret, 'confirmation-code', `${account}\0${code}`);
}
