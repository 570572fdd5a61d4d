import { plainLetters } from './plain-letters.ts';
import { hasInvisible, refused, taken, type Reading } from './reading.ts';

/** Longest family name, counted as schemas count (UTF-16). */
export const FAMILY_NAME_MAX_LENGTH = 100;

/** Letters of any script, with what stands between them in names. */
const PATTERN = /^[\p{L}\p{M}(][\p{L}\p{M} '’.,/()-]*$/u;

/** Signs that keyboards and programs put where an apostrophe belongs; some count as letters. */
const APOSTROPHES = /[\u02b9\u02bb\u02bc\u02c8\u055a\u07f4\u2018\u201b\u2032\u2035\ua78c\uff07`´]/gu;

/** Hyphens, dashes and the minus sign. */
const HYPHENS = /[\p{Pd}\u2043\u2212]/gu;

/** What programs write where there is no name; a person of that name is written in small letters too. */
const NO_NAME =
  /^(?:NULL|null|UNDEFINED|undefined|NAN|NaN|NEANT|NÉANT|N\/A|NON RENSEIGNÉE?|NON RENSEIGNEE?)$/u;

/** Why a text is no family name. */
export type FamilyNameReason = 'missing' | 'characters' | 'too-long';

/** Reads a family name as typed or filed: it has a letter, and no sign that shows nothing. */
export function readFamilyName(typed: string): Reading<string, FamilyNameReason> {
  const name = typed
    .normalize('NFC')
    .trim()
    .replaceAll(APOSTROPHES, "'")
    .replaceAll(HYPHENS, '-')
    .replaceAll(/\s+/gu, ' ');
  if (name === '') return refused('missing');
  if (name.length > FAMILY_NAME_MAX_LENGTH) return refused('too-long');
  return PATTERN.test(name) && comparedName(name) !== '' && isPersonName(name)
    ? taken(name)
    : refused('characters');
}

/** Whether a name of a file is one: it has a letter, no sign that shows nothing, and is not what stands for no name. */
export function isPersonName(name: string): boolean {
  return /\p{L}/u.test(name) && !hasInvisible(name) && !NO_NAME.test(name.trim());
}

/**
 * The form in which names are compared: capitals without accents, gaps, hyphens and apostrophes; a vowel with an E is the
 * vowel alone (Mueller, Müller), Saint is St.
 */
export function comparedName(name: string): string {
  return plainLetters(name.replaceAll(APOSTROPHES, "'"))
    .replaceAll(/\bSAINT(?=E?\b)/gu, 'ST')
    .replaceAll(/[^\p{L}]/gu, '')
    .replaceAll(/([AOU])E+/gu, '$1');
}

/** Titles before a name. */
const TITLES =
  /^(?:(?:M|MR|MME|MLLE|MLE|ME|DR|PR|MRS|MS|MISS|MONSIEUR|MADAME|MADEMOISELLE|DOCTEUR|MAITRE|VEUVE|VVE)(?:\. *| +))+(?=\p{L})/u;

/** What stands between the name that somebody uses and the one of birth. */
const BETWEEN =
  /[(),/]|\b(?:NEE?|BORN|EPOUSE|EPOUX|EP\.|VEUVE|VVE|DITE?|ALIAS|NOM D'USAGE|NOM DE NAISSANCE)(?= |$)/gu;

/** What is no name alone: the hyphen after it does not join two names. */
const PARTICLES =
  /^(?:LE|LA|LES|DE|DU|DES|D|L|AL|EL|BEN|BEL|BOU|ABD|ABDEL|VAN|VON|MAC|MC|O|ST|STE|SAINTE?)$/u;

/**
 * Whether what somebody says their family name is fits the one on file. Titles do not count. Where the file has a name in
 * use and one of birth (`DUPONT née MARTIN`, `DUPONT (MARTIN)`, `DUPONT-MARTIN`), either fits, and both in either order.
 */
export function sameFamilyName(said: string, onFile: string): boolean {
  const known = namesIn(onFile);
  const fitting = new Set([
    comparedName(onFile),
    ...known,
    ...known.flatMap((one) => known.map((other) => one + other)),
  ]);
  const names = namesIn(said);
  // Names without a letter would all be equal.
  fitting.delete('');
  return (
    fitting.has(comparedName(untitled(said))) ||
    (names.length > 0 && names.every((name) => fitting.has(name)))
  );
}

/** The names of which a text is made, in the form of {@link comparedName}. */
function namesIn(text: string): string[] {
  return untitled(text)
    .split(BETWEEN)
    .flatMap((part) => joinedNames(untitled(part.trim())))
    .map(comparedName)
    .filter((name) => name !== '');
}

/** The names that hyphens join, or the whole when they join none. */
function joinedNames(name: string): string[] {
  const parts = name.split('-').map((part) => part.trim());
  const areNames = parts.every((part) => part.length > 1 && !PARTICLES.test(part));
  return areNames ? parts : [name];
}

function untitled(text: string): string {
  return plainLetters(text.replaceAll(APOSTROPHES, "'").replaceAll(HYPHENS, '-'))
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .replace(TITLES, '');
}
