import { emailAsTyped, readEmail } from '../../../../src-shared/values/contact/email.ts';
import { likelyEmail } from '../../../../src-shared/values/contact/email-doubt.ts';

/**
 * Adds a domain to an address, or replaces its domain.
 * @returns the unchanged text when there is no name before the `@` yet
 */
export function withDomain(typed: string, domain: string): string {
  const name = typed.trim().split('@', 1)[0] ?? '';
  return name === '' ? typed : `${name}@${domain}`;
}

/** An address that looks mistyped, the likely one, and whether the typed one is a valid address. */
export interface Doubt {
  readonly typed: string;
  readonly likely: string;
  readonly isOne: boolean;
}

/**
 * Judges a typed address.
 * @param given the address that the visitor was asked about before, and kept
 * @returns the address, a doubt to ask about, or null when it is none
 */
export function judgeEmail(text: string, given: string): string | Doubt | null {
  const typed = emailAsTyped(text);
  const isOne = readEmail(typed).ok;
  const likely = likelyEmail(typed);
  if (!isOne && likely === null) return null;
  return likely === null || (isOne && typed === given) ? typed : { typed, likely, isOne };
}
