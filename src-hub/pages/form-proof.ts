import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from '../basics/hashes.ts';

/** Name of the hidden field of every form. */
export const FORM_FIELD = 'page';

/**
 * What the hidden field of a page's form carries: who posts it has had that page, and did not make the form elsewhere.
 * @param secret `HUB_SECRET`
 * @param token the token in the page's address
 */
export function formProof(secret: string, token: string): string {
  return keyedHash(secret, 'page-form', token).toString('base64url');
}

/** Whether a posted form came from the page of that token. @param form null: none was posted */
export function isFormOf(secret: string, token: string, form: URLSearchParams | null): boolean {
  const expected = Buffer.from(formProof(secret, token));
  const given = Buffer.from(form?.get(FORM_FIELD) ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
