import type { HubSecret } from '../basics/hub-secret.ts';
import { timingSafeEqual } from 'node:crypto';
import { derived } from '../basics/hashes.ts';

export const FORM_FIELD = 'page';

/**
 * Value of the hidden field in a page's form. It proves that the sender has seen that page and did not make up the
 * form.
 * @param secret `HUB_SECRET`
 * @param token the token in the page's address
 */
export function formProof(secret: HubSecret, token: string): string {
  return derived(secret, 'page-form', token).toString('base64url');
}

/** Whether a posted form comes from the page of that token. @param form null: nothing was posted */
export function isFormOf(secret: HubSecret, token: string, form: URLSearchParams | null): boolean {
  const given = Buffer.from(form?.get(FORM_FIELD) ?? '');
  return secret.each().some((view) => {
    const expected = Buffer.from(formProof(view, token));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
