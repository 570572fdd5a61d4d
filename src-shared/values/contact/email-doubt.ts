import { isCountryDomain } from './country.ts';
import { withoutInvisible } from '../reading.ts';
import { emailAsTyped, readEmail } from './email.ts';

/** Domains that are offered on a key of their own. */
export const OFFERED_DOMAINS = [
  'gmail.com',
  'orange.fr',
  'free.fr',
  'laposte.net',
  'hotmail.fr',
  'wanadoo.fr',
] as const;

/** Domains that most members have; one that differs by a letter or two is questioned, never refused. */
const COMMON_DOMAINS: readonly string[] = [
  ...OFFERED_DOMAINS,
  ...['sfr.fr', 'neuf.fr', 'bbox.fr', 'numericable.fr', 'aliceadsl.fr', 'club-internet.fr', 'cegetel.net'],
  ...[
    'outlook.fr',
    'outlook.com',
    'hotmail.com',
    'live.fr',
    'msn.com',
    'yahoo.fr',
    'yahoo.com',
    'icloud.com',
  ],
  ...['protonmail.com', 'proton.me', 'gmx.fr', 'voila.fr'],
];

/** Domains that look like a common one, and are not: never questioned. */
const GENUINE: readonly string[] = [
  ...['mail.com', 'email.com', 'ymail.com', 'live.com', 'gmx.com', 'gmx.net'],
  ...['protonmail.ch', 'proton.ch', 'pm.me'],
];

/** Providers with domains in one country only, or in none: another ending is questioned. */
const OF_ONE_ENDING: readonly string[] = [
  ...['gmail', 'laposte', 'icloud', 'numericable', 'aliceadsl', 'club-internet', 'cegetel'],
  ...['protonmail', 'proton'],
];

/** Endings of countries that are more likely `.com` with a missing letter. */
const CLIPPED_COM: readonly string[] = ['co', 'cm', 'om'];

/** From this length in letters, a domain may differ by two letters; a shorter one would be another name. */
const LONG_DOMAIN = 8;

/**
 * The address that the visitor may have meant: with a dot for a comma, with a straight apostrophe, or with a frequent
 * domain in place of one that looks mistyped.
 * @returns the address; null: nothing to question
 */
export function likelyEmail(typed: string): string | null {
  const isOne = readEmail(typed).ok;
  const mended = isOne ? typed : mend(typed);
  const read = mended === null ? null : readEmail(mended);
  if (read?.ok !== true) return null;
  return likelyDomain(read.value) ?? (isOne ? null : mended);
}

/** Corrects slips in an address, its domain as typed. The result may be no address; null when it has no name. */
function mend(typed: string): string | null {
  const text = withoutInvisible(emailAsTyped(typed))
    .replace(/^mailto:|^[^<>@]*<|>$/gu, '')
    .replaceAll(/[’‘ʼ′´`]/gu, "'")
    .replaceAll(/[,;。]|\.{2,}/gu, '.')
    .replaceAll(/@+|\(at\)|\[at\]/gu, '@')
    .replaceAll(/\s|\.+$/gu, '');
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const name = text.slice(0, at).normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return `${name.replace(/^\.|\.$/gu, '')}${text.slice(at)}`;
}

/** @param email from `readEmail` */
function likelyDomain(email: string): string | null {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if ([...COMMON_DOMAINS, ...GENUINE].includes(domain)) return null;
  const meant = COMMON_DOMAINS.some((common) => nameOf(common) === nameOf(domain))
    ? rightEnding(domain)
    : closest(domain, COMMON_DOMAINS);
  return meant === null ? null : `${email.slice(0, at + 1)}${meant}`;
}

/** The right name with a wrong ending, such as gmail.fr; null when the ending can be right. */
function rightEnding(domain: string): string | null {
  const name = nameOf(domain);
  const commons = COMMON_DOMAINS.filter((common) => nameOf(common) === name);
  const ending = domain.slice(domain.lastIndexOf('.') + 1);
  const isClipped = domain === `${name}.${ending}` && CLIPPED_COM.includes(ending);
  const isElsewhere = isCountryDomain(ending) && !OF_ONE_ENDING.includes(name);
  if (isElsewhere && !(isClipped && commons.includes(`${name}.com`))) return null;
  return closest(domain, commons) ?? commons[0] ?? null;
}

/** The frequent domain within one edit of a domain, or two of a long one; null: none. */
function closest(domain: string, commons: readonly string[]): string | null {
  return (
    commons.find((common) => isNear(domain, common, 1)) ??
    commons.find((common) => common.length >= LONG_DOMAIN && isNear(domain, common, 2)) ??
    null
  );
}

/** A domain without its ending. */
function nameOf(domain: string): string {
  return domain.slice(0, domain.indexOf('.'));
}

/**
 * Whether at most `steps` edits turn one text into the other: insertion, omission, replacement, or swap of
 * neighbours.
 */
function isNear(from: string, to: string, steps: number): boolean {
  if (from === to) return true;
  if (steps === 0) return false;
  const [first, second] = from;
  const [wanted, next] = to;
  if (first === wanted) return isNear(from.slice(1), to.slice(1), steps);
  const left = steps - 1;
  return (
    isNear(from, to.slice(1), left) ||
    isNear(from.slice(1), to, left) ||
    isNear(from.slice(1), to.slice(1), left) ||
    (first === next && second === wanted && isNear(from.slice(2), to.slice(2), left))
  );
}
