import { domainToUnicode } from 'node:url';

/** A local part shorter than this shows its first character only; a longer one also its last. */
const SHOWN_TWICE = 4;

/**
 * Masks an e-mail address so that its owner recognises it and others cannot use it: `o•••e@exemple.fr`, an
 * international domain in its own letters. The number of dots does not depend on the length.
 */
export function maskIdentifier(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  const shown = domainToUnicode(domain);
  return `${local.slice(0, 1)}•••${local.length < SHOWN_TWICE ? '' : local.slice(-1)}@${shown || domain}`;
}
