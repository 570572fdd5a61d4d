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

/** Letters by which a mistyped domain may differ from a common one. */
const NEAR = 2;

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
  const near = COMMON_DOMAINS.map((common) => ({ common, steps: editSteps(domain, common) }))
    .filter(({ common, steps }) => steps <= (common.length < 8 ? 1 : NEAR))
    .sort((one, other) => one.steps - other.steps)[0];
  // The right name with a wrong ending, such as gmail.fr.
  const meant = near?.common ?? COMMON_DOMAINS.find((common) => nameOf(common) === nameOf(domain));
  return meant === undefined ? null : `${email.slice(0, at + 1)}${meant}`;
}

/** A domain without its ending. */
function nameOf(domain: string): string {
  return domain.slice(0, domain.indexOf('.'));
}

/** Letters to add, take away, change or swap with their neighbour (optimal string alignment). */
function editSteps(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const at = (line: number, place: number): number => rows[line]?.[place] ?? Infinity;
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          (row[j - 1] ?? Infinity) + 1,
          at(i - 1, j - 1) + change,
          swapped ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? Infinity;
}
