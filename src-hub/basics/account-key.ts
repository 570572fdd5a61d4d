import type { HubSecret } from './hub-secret.ts';
import { emailAsTyped, readEmail } from '../../src-shared/values/contact/email.ts';
import { memberNumberOf } from '../../src-shared/values/member-number.ts';
import { keyedHash } from './hashes.ts';

/** Brings an identifier into one form: the digits of a member number, an e-mail address, otherwise lower-case text. */
export function normaliseIdentifier(typed: string): string {
  const number = memberNumberOf(typed);
  if (number !== null) return number;
  const email = readEmail(typed);
  return email.ok ? email.value : emailAsTyped(typed);
}

/**
 * Key under which failed logins are counted. Look for it by `keyedHashes`, since earlier ones may be under another key of
 * the secret.
 * @param whose subject of the person (see `subjectOf`); for an identifier that nobody has, from {@link normaliseIdentifier}
 */
export function accountKey(secret: HubSecret, whose: string): Buffer {
  return keyedHash(secret, 'login-account', whose);
}
