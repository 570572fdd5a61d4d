import { z } from 'zod';

/** The four classes of characters of the MCRN guide. */
export const CHARACTER_CLASSES = ['upper', 'lower', 'digit', 'special'] as const;

/** One class of characters. */
export type CharacterClass = (typeof CHARACTER_CLASSES)[number];

/** Schema of {@link PasswordPolicy}: the policy is data, set in the configuration. */
export const passwordPolicySchema = z
  .strictObject({
    minLength: z.number().int().min(8).max(64).describe('fewest characters'),
    maxLength: z
      .number()
      .int()
      .min(8)
      .max(128)
      .describe('most characters; a longer password is refused, never cut'),
    minClasses: z
      .number()
      .int()
      .min(1)
      .max(4)
      .describe('how many of the four classes (upper case, lower case, digit, special) must be present'),
    refused: z.string().max(32).describe('each character of this text is refused'),
  })
  .refine((policy) => policy.minLength <= policy.maxLength, {
    path: ['maxLength'],
    error: 'expected at least minLength',
  });

/** The rules for passwords, as configured. */
export type PasswordPolicy = z.infer<typeof passwordPolicySchema>;

/** The rules of the MCRN guide, part 1, step 9. */
export const MCRN_PASSWORD_POLICY: PasswordPolicy = {
  minLength: 12,
  maxLength: 20,
  minClasses: 3,
  /** Refused characters. */
  refused: "'%\\_",
};

/** Names of the rules, in the order in which a screen lists them. */
export const PASSWORD_RULES = [
  'length',
  'classes',
  'refused-character',
  'unsupported-character',
  'common',
  'personal',
] as const;

export const passwordRuleSchema = z.enum(PASSWORD_RULES);

/** A rule that a password can break. */
export type PasswordRule = z.infer<typeof passwordRuleSchema>;

/** Data that only the main process has; the page judges without it. */
export interface PasswordKnowledge {
  /** Passwords that are too common, in lower case. */
  readonly common: ReadonlySet<string>;
  /** The member's own names, number and birth date. */
  readonly personal: readonly string[];
}

/** Judgement of one candidate. */
export interface PasswordVerdict {
  /** Number of characters as a person counts them (code points in NFC). */
  readonly length: number;
  /** The classes that are present. */
  readonly classes: readonly CharacterClass[];
  /** Refused or unsupported characters, each once, as typed. */
  readonly badCharacters: readonly string[];
  /** Broken rules; empty: the password is accepted. */
  readonly broken: readonly PasswordRule[];
}

const NOTHING_KNOWN: PasswordKnowledge = { common: new Set(), personal: [] };

/** Shortest personal fragment to look for. A shorter one would match by chance. */
const PERSONAL_MIN_LENGTH = 4;

/** Smallest number of different characters. With fewer, a password is as weak as a common one. */
export const FEWEST_DIFFERENT_CHARACTERS = 5;

const PRINTABLE_ASCII = /[\u0020-\u007e]/u;
const LATIN_LETTER = /\p{Script=Latin}/u;
const CURRENCY_OR_SECTION = /[€£§°²µ]/u;

/** Form in which passwords are judged and hashed, so that é is the same from every keyboard. */
export function normalisePassword(candidate: string): string {
  return candidate.normalize('NFC');
}

/**
 * The class of a character; null when the mutual's web site cannot type it (emoji, control characters, letters
 * outside the Latin script).
 * @param character one code point
 */
export function characterClass(character: string): CharacterClass | null {
  if (/[0-9]/u.test(character)) return 'digit';
  if (LATIN_LETTER.test(character)) {
    if (/\p{Lu}/u.test(character)) return 'upper';
    return /\p{Ll}/u.test(character) ? 'lower' : null;
  }
  return PRINTABLE_ASCII.test(character) || CURRENCY_OR_SECTION.test(character) ? 'special' : null;
}

/**
 * Judges a password. The same function runs on the page (without `knowledge`) and in the main process.
 * @param knowledge common passwords and the member's own data; empty on the page
 */
export function judgePassword(
  policy: PasswordPolicy,
  candidate: string,
  knowledge: PasswordKnowledge = NOTHING_KNOWN,
): PasswordVerdict {
  const characters = Array.from(normalisePassword(candidate));
  const present = new Set<CharacterClass>();
  const bad = new Set<string>();
  const broken = new Set<PasswordRule>();
  for (const character of characters) {
    const kind = characterClass(character);
    if (policy.refused.includes(character)) {
      bad.add(character);
      broken.add('refused-character');
    } else if (kind === null) {
      bad.add(character);
      broken.add('unsupported-character');
    } else {
      present.add(kind);
    }
  }
  if (characters.length < policy.minLength || characters.length > policy.maxLength) broken.add('length');
  if (present.size < policy.minClasses) broken.add('classes');
  const folded = fold(candidate);
  const long = characters.length >= policy.minLength;
  if (long && isCommon(candidate, folded, knowledge.common)) broken.add('common');
  if (isMadeOf(folded, knowledge.personal)) broken.add('personal');
  return {
    length: characters.length,
    classes: CHARACTER_CLASSES.filter((kind) => present.has(kind)),
    badCharacters: [...bad],
    broken: PASSWORD_RULES.filter((rule) => broken.has(rule)),
  };
}

/** Lower case, without accents and separators: form in which personal data and common words are compared. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\s.\-/]/gu, '')
    .toLowerCase();
}

/**
 * True for a common password, for a common word with digits or signs around it (`Bonjour2024!`), and for a password
 * with too few different characters.
 */
function isCommon(candidate: string, folded: string, common: ReadonlySet<string>): boolean {
  if (common.size === 0) return false;
  if (new Set(folded).size < FEWEST_DIFFERENT_CHARACTERS) return true;
  const core = folded.replace(/^\P{L}+|\P{L}+$/gu, '');
  return common.has(candidate.toLowerCase()) || common.has(folded) || common.has(core);
}

/** True when the candidate contains one of the data, or a part of a compound name. */
function isMadeOf(folded: string, personal: readonly string[]): boolean {
  return personal
    .flatMap((data) => [data, ...data.split(/[\s\-'’]/u)])
    .map(fold)
    .some((fragment) => fragment.length >= PERSONAL_MIN_LENGTH && folded.includes(fragment));
}
