import { plainLetters } from '../plain-letters.ts';
import { hasInvisible, refused, taken, withoutInvisible, type Reading } from '../reading.ts';

/** Longest family name, counted as schemas count (UTF-16). */
export const FAMILY_NAME_MAX_LENGTH = 100;

/** Letters of any script, with what stands between them in names. */
const PATTERN = /^[\p{L}\p{M}(][\p{L}\p{M} '’.,/()-]*$/u;

/** Signs that keyboards and programs put where an apostrophe belongs; some count as letters. */
const APOSTROPHES =
  /[\u02b9\u02bb\u02bc-\u02bf\u02c8\u02ca\u02cb\u02ee\u055a\u07f4\u2018\u201b\u2032\u2035\ua78c\uff07`´]/gu;

/** Hyphens, dashes and the minus sign. */
const HYPHENS = /[\p{Pd}\u02d7\u2043\u2212]/gu;

/** What programs write where there is no name, a spreadsheet's errors (`#N/A`, `#REF!`) among them; a person of that name is written in small letters too. */
const NO_NAME =
  /^(?:NULL|null|UNDEFINED|undefined|NAN|NaN|NEANT|NÉANT|N\/A|NON RENSEIGNÉE?|NON RENSEIGNEE?|#(?:N\/A|REF!|NOM\?|NAME\?|VALEUR!|VALUE!|DIV\/0!|NULL?!|NOMBRE!|NUM!|CALC!|SPILL!|#+))$/u;

/** Why a text is no family name. */
export type FamilyNameReason = 'missing' | 'characters' | 'too-long';

/** Reads a family name as typed: it has a letter, and no sign that shows nothing. */
export function readFamilyName(typed: string): Reading<string, FamilyNameReason> {
  const name = plainSigns(typed);
  if (name === '') return refused('missing');
  if (name.length > FAMILY_NAME_MAX_LENGTH) return refused('too-long');
  return PATTERN.test(name) && comparedName(name) !== '' && isPersonName(name)
    ? taken(name)
    : refused('characters');
}

/** Whether a field of a name stands for none: empty, signs alone, `NULL`, `NÉANT`. */
export function saysNoName(text: string): boolean {
  const shown = withoutInvisible(text).trim();
  return !/[\p{L}\p{N}]/u.test(shown) || NO_NAME.test(shown);
}

/** A name with the usual apostrophe and hyphen, and single gaps. The curved apostrophe of good printing stays. */
export function plainSigns(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .replaceAll(APOSTROPHES, "'")
    .replaceAll(HYPHENS, '-')
    .replaceAll(/\s+/gu, ' ');
}

/** Reads a name as it stands, such as a given name of a file. */
export function readName(text: string): Reading<string, FamilyNameReason> {
  if (text === '') return refused('missing');
  if (text.length > FAMILY_NAME_MAX_LENGTH) return refused('too-long');
  return isPersonName(text) ? taken(text) : refused('characters');
}

/** Whether a name of a file is one: it has a letter, no sign that shows nothing, and is not what stands for no name. */
export function isPersonName(name: string): boolean {
  return /\p{L}/u.test(name) && !hasInvisible(name) && !NO_NAME.test(name.trim());
}

/** The form in which names are compared: capitals without accents, gaps, hyphens and apostrophes; Saint is St. */
export function comparedName(name: string): string {
  return plainLetters(name.replaceAll(APOSTROPHES, "'"))
    .replaceAll(/\bSAINT(?=E?\b)/gu, 'ST')
    .replaceAll(/[^\p{L}]/gu, '');
}

/** Letters that are also written as two, where a keyboard or a program does not have them. */
const WRITTEN_AS_TWO: Readonly<Record<string, string>> = { Ä: 'AE', Ö: 'OE', Ü: 'UE', Ø: 'OE', Å: 'AA' };

/**
 * Whether two texts are one name (see {@link comparedName}). A letter such as Ü fits U and UE: Müller is Muller and Mueller,
 * which are not each other.
 */
export function sameName(one: string, other: string): boolean {
  const forms = formsOf(other);
  return formsOf(one).some((form) => form !== '' && forms.includes(form));
}

/** Most letters of {@link WRITTEN_AS_TWO} that are written in every way each; a name with more has all of them alike. */
const MOST_MIXED = 4;

function formsOf(name: string): string[] {
  const parts = name
    .normalize('NFC')
    .toUpperCase()
    .split(/([ÄÖÜØÅ])/u);
  const isMixed = parts.length <= 2 * MOST_MIXED + 1;
  let forms = [''];
  for (const part of parts) {
    const asTwo = WRITTEN_AS_TWO[part];
    forms =
      asTwo === undefined || !isMixed
        ? forms.map((form) => form + part)
        : forms.flatMap((form) => [form + part, form + asTwo]);
  }
  if (!isMixed) forms.push(parts.map((part) => WRITTEN_AS_TWO[part] ?? part).join(''));
  return forms.map(comparedName);
}
