import { domainToUnicode } from 'node:url';

/**
 * An e-mail address for a screen: an international domain is in its own letters.
 * @param email from `readEmail`
 */
export function shownEmail(email: string): string {
  const at = email.lastIndexOf('@') + 1;
  return email.slice(0, at) + (domainToUnicode(email.slice(at)) || email.slice(at));
}
