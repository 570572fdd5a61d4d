import { keyedHash } from '../../basics/hashes.ts';
import { sixDigits } from '../../basics/six-digits.ts';

/** Random bytes of a token: 256 bits, 43 characters of base64url. */
const TOKEN_BYTES = 32;

/** The form of a token, as it stands in the link. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/u;

/** What a mail of confirmation carries; kept nowhere. */
export interface ConfirmationSecrets {
  readonly token: string;
  /** Six digits, to be typed at the kiosk. */
  readonly code: string;
}

/** Draws what a new mail carries. */
export function drawSecrets(randomBytes: (count: number) => Buffer): ConfirmationSecrets {
  return { token: randomBytes(TOKEN_BYTES).toString('base64url'), code: sixDigits(randomBytes) };
}

/**
 * What the hub keeps of a token: its keyed hash, 32 bytes. Other texts than tokens have one too, so that those who try
 * any are answered after the same work.
 */
export function confirmationTokenMac(secret: string, token: string): Buffer {
  return keyedHash(secret, 'confirmation-token', TOKEN.test(token) ? token : '');
}

/** What the hub keeps of a code: its keyed hash together with the account, 32 bytes. */
export function confirmationCodeMac(secret: string, account: string, code: string): Buffer {
  return keyedHash(secret, 'confirmation-code', `${account}\0${code}`);
}
