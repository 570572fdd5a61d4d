import { plainLetters } from './plain-letters.ts';

/** Longest family name, in UTF-16 units like in the schemas. */
export const FAMILY_NAME_MAX_LENGTH = 100;

/** Letters of any script, and the signs between them in names. */
const PATTERN = /^[\p{L}\p{M}][\p{L}\p{M} '’.-]*$/u;

export type FamilyNameProblem = 'missing' | 'characters' | 'too-long';

/** A family name, trimmed, or what is wrong with it. */
export type ParsedFamilyName =
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly problem: FamilyNameProblem };

/** Reads a family name as typed. */
export function parseFamilyName(typed: string): ParsedFamilyName {
  const name = typed.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
  if (name === '') return { ok: false, problem: 'missing' };
  if (name.length > FAMILY_NAME_MAX_LENGTH) return { ok: false, problem: 'too-long' };
  return PATTERN.test(name) && comparedName(name) !== ''
    ? { ok: true, name }
    : { ok: false, problem: 'characters' };
}

/** The form in which names are compared: upper case, without accents, spaces, hyphens and apostrophes. */
export function comparedName(name: string): string {
  return plainLetters(name).replaceAll(/[^\p{L}]/gu, '');
}
