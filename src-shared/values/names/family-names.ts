import { FAMILY_NAME_MAX_LENGTH, isPersonName, plainSigns, sameName, saysNoName } from './person-name.ts';
import type { FamilyNameReason } from './person-name.ts';
import { plainLetters } from '../plain-letters.ts';
import { refused, taken, type Reading } from '../reading.ts';

/** The names of a person's family. */
export interface FamilyNames {
  /** The name in use. */
  readonly used: string;
  /** The name of birth; null: it is the one in use, or it is not known. */
  readonly birth: string | null;
}

/** Titles that are surely none of the name, with what joins two of them. */
const TITLES_OF_FILES =
  /^(?:(?:(?:MM?|MMES?|MLLES?|MLES?|MRS?|MS|DR|PR|ME)\. *|(?:MMES?|MLLES?|MRS?|DR|MONSIEUR|MADAME|MADEMOISELLE) +)(?:(?:ET|OU|&|\/) +)?)+(?=\p{L})/iu;

/** `DUPONT née MARTIN`: the name in use first. */
const USED_FIRST =
  /^(?<used>[^()]+?)(?: ?[,;(] ?| )(?:née?|nee?|born|nom de naissance|de naissance)[ :]+(?<birth>[^()]+?)\)?$/iu;

/** `MARTIN épouse DUPONT`: the name of birth first. */
const BIRTH_FIRST =
  /^(?<birth>[^()]+?)(?: ?[,;(] ?| )(?:épouse|epouse|époux|epoux|ép\.?|ep\.?|veuve|vve|veuf|nom d['’]usage|usage)[ :]+(?<used>[^()]+?)\)?$/iu;

/** Remarks in brackets about the person, none of which is a name. */
const REMARK =
  / ?\((?:décédée?|decedee?|DCD|DC|feue?|veuve|veuf|divorcée?|divorcee?|séparée?|separee?|retraitée?|retraitee?|radiée?|radiee?|(?:sous )?(?:tutelle|curatelle))\.?\)$/iu;

/** `DUPONT (MARTIN)`. */
const IN_BRACKETS = /^(?<used>[^()]+?) ?\((?<birth>[^()]+)\)$/u;

/**
 * Reads the family names of a file: the name in use, which may hold the name of birth (`DUPONT née MARTIN`, `DUPONT
 * (MARTIN)`), and the name of birth of its own field. Titles are dropped. Nothing else is lost: where the two fields do not
 * agree, the first stays whole.
 * @param birth empty: the file has none
 */
export function readFamilyNames(name: string, birth = ''): Reading<FamilyNames, FamilyNameReason> {
  const born = saysNoName(birth) ? '' : withoutTitles(plainSigns(birth));
  const whole = withoutTitles(plainSigns(saysNoName(name) && born !== '' ? born : name));
  if (whole === '') return refused('missing');
  if (Math.max(whole.length, born.length) > FAMILY_NAME_MAX_LENGTH) return refused('too-long');
  if (![whole, ...(born === '' ? [] : [born])].every(isPersonName)) return refused('characters');
  const parted = partedNames(whole);
  if (born === '') return taken(parted ?? { used: whole, birth: null });
  const used = parted?.birth && sameName(parted.birth, born) ? parted.used : whole;
  return taken({ used, birth: sameName(used, born) ? null : born });
}

/**
 * Whether what somebody says their family name is fits the names on file. Titles do not count. Either name fits, or both in
 * either order; so does half of a double name (`DUPONT-MARTIN`), since either half may be the one of birth.
 */
export function sameFamilyName(said: string, { used, birth }: FamilyNames): boolean {
  const onFile = [used, ...(birth === null ? [] : [birth])];
  const known = onFile.flatMap(namesIn);
  const pairs = known.flatMap((one) => known.filter((other) => other !== one).map((other) => one + other));
  const fits = (name: string): boolean =>
    [...onFile, ...known, ...pairs].some((fitting) => sameName(name, fitting));
  const names = namesIn(said);
  return fits(untitled(said)) || (names.length > 0 && names.every(fits));
}

function partedNames(whole: string): FamilyNames | null {
  for (const form of [USED_FIRST, BIRTH_FIRST, IN_BRACKETS]) {
    const { used, birth } = form.exec(whole)?.groups ?? {};
    if (used === undefined || birth === undefined) continue;
    const names = { used: withoutTitles(used.trim()), birth: withoutTitles(birth.trim()) };
    if (![names.used, names.birth].every(isPersonName)) continue;
    return sameName(names.used, names.birth) ? { ...names, birth: null } : names;
  }
  return null;
}

/** A name of a file without what is none of it. */
function withoutTitles(name: string): string {
  return name.replace(REMARK, '').replace(TITLES_OF_FILES, '');
}

/** Titles before a name, also those that could be a name of their own. */
const TITLES =
  /^(?:(?:M|MM|MR|MME|MMES|MLLE|MLE|ME|DR|PR|MRS|MS|MISS|MONSIEUR|MADAME|MADEMOISELLE|DOCTEUR|MAITRE|VEUVE|VVE)(?:\. *| +)(?:(?:ET|OU|&) +)?)+(?=\p{L})/u;

/** What stands between two names of a text. */
const BETWEEN =
  /[(),/;]|(?<=^|[ (,])(?:N[EÉ]E?|BORN|[EÉ]POUSE|[EÉ]POUX|[EÉ]P\.?|VEUVE|VEUF|VVE|DITE?|ALIAS|OU|NOM D['’]USAGE|USAGE|(?:NOM )?DE NAISSANCE)(?=[ :]|$):?/gu;

/** What is no name alone: the hyphen or gap after it does not join two names. */
const PARTICLES =
  /^(?:A|AU|AUX|DA|DAS|DE|DEL|DELLA|DEN|DER|DES|DI|DO|DOS|DU|LA|LAS|LE|LES|LO|LOS|SAN|SANTA|SAINTE?|STE?|TEN|TER|VAN|VOM|VON|ZU|ZUM|ZUR|ABD|ABDEL|ABDOU|ABI|ABOU|ABU|AIT|AL|BEL|BEN|BENT|BIN|BINT|BOU|BU|EL|IBN|OULD|OULED|UM|UMM|MAC|MC|FITZ|AP|TE)$/u;

/** The names of which a text is made, in capitals. */
function namesIn(text: string): string[] {
  return untitled(text)
    .split(BETWEEN)
    .flatMap((part) => joinedNames(untitled(part.trim())))
    .filter((name) => /\p{L}/u.test(name));
}

/** The names that hyphens or gaps join, or the whole when they join none. */
function joinedNames(name: string): string[] {
  const parts = name.split(/[-\s]+/u);
  const areNames = parts.every((part) => part.length > 1 && !PARTICLES.test(plainLetters(part)));
  return areNames ? parts : [name];
}

function untitled(text: string): string {
  return plainSigns(text).toUpperCase().replace(TITLES, '');
}
