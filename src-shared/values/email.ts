/** Longest address (RFC 5321). */
export const EMAIL_MAX_LENGTH = 254;

/** An e-mail address on a public screen: nothing of it is shown (MCRN guide, part 1, step 7). */
export const MASKED_EMAIL = '*****@*****';

const LOCAL_MAX_LENGTH = 64;

/** What mail servers of the field take; quoted and non-ASCII addresses are not among it. */
const PATTERN =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u;

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
const GENUINE: readonly string[] = ['mail.com', 'email.com', 'ymail.com', 'live.com', 'gmx.com', 'gmx.net'];

/** Names that have their own mail in other countries, and the endings there. */
const ELSEWHERE = /^(hotmail|live|outlook|yahoo|msn|gmx)\.(be|ca|ch|co\.uk|de|es|it|lu|nl|pt)$/u;

/** Common domains of so many letters may differ by two of them; in shorter ones that would be another name. */
const LONG_DOMAIN = 8;

/**
 * Reads an e-mail address as typed. Small letters throughout: it is an identifier, unique per account.
 * @returns null when no mail server would take it
 */
export function parseEmail(typed: string): string | null {
  const email = typed.normalize('NFKC').trim().toLowerCase();
  if (email.length > EMAIL_MAX_LENGTH || email.indexOf('@') > LOCAL_MAX_LENGTH) return null;
  return PATTERN.test(email) ? email : null;
}

/**
 * What the visitor may have meant when the domain looks mistyped.
 * @param email from {@link parseEmail}
 * @returns the whole address with the common domain, or null when there is nothing to question
 */
export function likelyEmail(email: string): string | null {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if ([...COMMON_DOMAINS, ...GENUINE].includes(domain) || ELSEWHERE.test(domain)) return null;
  const meant =
    COMMON_DOMAINS.find((common) => isNear(domain, common, 1)) ??
    COMMON_DOMAINS.find((common) => common.length >= LONG_DOMAIN && isNear(domain, common, 2)) ??
    // The right name with a wrong ending, such as gmail.fr.
    COMMON_DOMAINS.find((common) => nameOf(common) === nameOf(domain));
  return meant === undefined ? null : `${email.slice(0, at + 1)}${meant}`;
}

/** A domain without its ending. */
function nameOf(domain: string): string {
  return domain.slice(0, domain.indexOf('.'));
}

/** Whether one text becomes another in so many steps: a letter more, one less, another one, or two neighbours swapped. */
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
