/** Common French passwords that are missing in the mostly English list. */
const FRENCH_HABITS = [
  'motdepasse',
  'monmotdepasse',
  'azerty',
  'azertyuiop',
  'azertyuiopqsdfghjklm',
  'bonjour',
  'soleil',
  'doudou',
  'loulou',
  'chouchou',
  'jetaime',
  'mutuelle',
  'mutuellemcrn',
  'adherent',
  'nantes',
];

let loading: Promise<ReadonlySet<string>> | null = null;

/**
 * Common passwords in lower case: the list of `@zxcvbn-ts/language-common` (MIT, about 50,000; NIST and ASVS ask for
 * at least 3,000) and {@link FRENCH_HABITS}. Loaded on first use, so that the start does not wait for it.
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => {
    const listed = dictionary['passwords-common'] as readonly string[];
    return new Set([...listed, ...FRENCH_HABITS]);
  });
  return loading;
}
