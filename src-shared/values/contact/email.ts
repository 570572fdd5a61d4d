import { z } from 'zod';
import { hasVisible, refused, taken, type Reading } from '../reading.ts';

/** Longest address in characters (RFC 5321). */
export const EMAIL_MAX_LENGTH = 254;

/** An e-mail address on a public screen: nothing of it is shown (MCRN guide, part 1, step 7). */
export const MASKED_EMAIL = '*****@*****';

const LOCAL_MAX_LENGTH = 64;

/** Part before the `@` that usual mail servers accept; quoted and non-ASCII names are not. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;

/** A domain in ASCII; its ending may be an international one. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/u;

/** Characters of domains in the world's scripts, without invisible ones. */
const INTERNATIONAL = /^[\p{L}\p{M}\p{N}.-]+$/u;

/**
 * Why a text is not an e-mail address. `comma`: a comma in place of a dot. `apostrophe`: a curved one, which servers
 * do not accept. `accent`: before the `@`. `several`: more than one address.
 */
export type EmailReason =
  | 'missing'
  | 'malformed'
  | 'too-long'
  | 'comma'
  | 'apostrophe'
  | 'accent'
  | 'several';

/**
 * Reads a typed e-mail address. The result is in lower case, since it is an identifier. An international domain is in
 * ASCII, as servers have it (`jean@société.fr` is `jean@xn--socit-esab.fr`).
 */
export function readEmail(typed: string): Reading<string, EmailReason> {
  const text = emailAsTyped(typed);
  if (!hasVisible(text)) return refused('missing');
  const at = text.lastIndexOf('@');
  const name = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  if (at > 0 && LOCAL.test(name) && domain !== null) {
    // Most domains are in ASCII already. One string less in memory is one less to look for after a visit.
    const email = text.endsWith(`@${domain}`) ? text : `${name}@${domain}`;
    return name.length > LOCAL_MAX_LENGTH || email.length > EMAIL_MAX_LENGTH
      ? refused('too-long')
      : taken(email);
  }
  return refused(reasonOf(text, name));
}

/** An address as shown to the person who typed it: lower case, trimmed, its domain not in ASCII. */
export function emailAsTyped(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Whether two texts are the same address. */
export function sameEmail(one: string, other: string): boolean {
  const [first, second] = [readEmail(one), readEmail(other)];
  return first.ok && second.ok && first.value === second.value;
}

/** Schema of an e-mail address in the form of {@link readEmail}. */
export const emailSchema = z.string().refine((text) => {
  const read = readEmail(text);
  return read.ok && read.value === text;
});

/** Whether a part of a domain has letters that look alike in two scripts: a slip, or a trap. No registry sells such a name. */
function isMixed(label: string): boolean {
  return /\p{sc=Latin}/u.test(label) && /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}]/u.test(label);
}

/** @returns null when it is not a domain */
function asciiDomain(domain: string): string | null {
  if (DOMAIN.test(domain)) return domain;
  if (!INTERNATIONAL.test(domain) || !/[\p{L}\p{M}]/u.test(domain)) return null;
  if (domain.split('.').some(isMixed)) return null;
  // The engine's URL parser has the tables of UTS #46.
  const ascii = URL.parse(`http://${domain}/`)?.hostname ?? '';
  return DOMAIN.test(ascii) ? ascii : null;
}

function reasonOf(text: string, name: string): EmailReason {
  if (/\p{Cc}/u.test(text)) return 'malformed';
  if ((text.match(/@/gu)?.length ?? 0) > 1 && /[\s,;/|]/u.test(text)) return 'several';
  if (/[’‘ʼ′´]/u.test(name)) return 'apostrophe';
  if (text.includes('@') && text.includes(',')) return 'comma';
  if (/[^\p{ASCII}]/u.test(name) && LOCAL.test(name.normalize('NFKD').replaceAll(/\p{M}/gu, '')))
    return 'accent';
  return 'malformed';
}
