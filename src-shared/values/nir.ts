import { refused, taken, type Reading } from './reading.ts';

/** Characters of a NIR without and with its key. */
const NUMBER_LENGTH = 13;
const KEY_LENGTH = 2;

/** Characters that a person types for a NIR: the number and its key. */
export const NIR_LENGTH = NUMBER_LENGTH + KEY_LENGTH;

/** Position of the second character of the department, the only one that can be a letter (Corsica). */
const DEPARTMENT_LETTER = 6;

/** Characters accepted from a key or scanner; O, I and L are read as the digits that they look like. */
export const NIR_ALPHABET = '0123456789ABOIL';

/** Sex, year, month (20 and above: unknown or replaced), department, commune, order, key. */
const PATTERN = /^[1-478][0-9]{2}(0[1-9]|1[0-2]|[2-9][0-9])([0-9]{2}|2[AB])[0-9]{6}[0-9]{2}$/u;

/** Numbers of the departments of Corsica in the computation of the key. */
const CORSICA: Readonly<Record<string, string>> = { '2A': '19', '2B': '18' };

/**
 * What is wrong with a NIR. `key`: it has the form of one, and at least one character is not right; `no-key`: the two
 * digits of the key are missing.
 */
export type NirReason = 'missing' | 'malformed' | 'key' | 'no-key';

/**
 * Reads a typed social-security number with its key. Spaces, dots, slashes and dashes are ignored. The letters O, I and L are
 * read as the digits that they look like, since the key verifies the result. The value has 15 characters.
 */
export function readNir(typed: string): Reading<string, NirReason> {
  const nir = lookAlikes(typed).replaceAll(/[\s./_\p{Pd}\u2212]/gu, '');
  if (nir === '') return refused('missing');
  if (nir.length === NUMBER_LENGTH && PATTERN.test(`${nir}00`)) return refused('no-key');
  if (!PATTERN.test(nir)) return refused('malformed');
  return keyOf(nir.slice(0, NUMBER_LENGTH)) === nir.slice(NUMBER_LENGTH) ? taken(nir) : refused('key');
}

/**
 * The key of a number of 13 characters: 97 minus the number modulo 97, in two digits.
 * @param number in the form of {@link readNir}
 */
export function keyOf(number: string): string {
  const department = number.slice(DEPARTMENT_LETTER - 1, DEPARTMENT_LETTER + 1);
  const digits =
    number.slice(0, DEPARTMENT_LETTER - 1) +
    (CORSICA[department] ?? department) +
    number.slice(DEPARTMENT_LETTER + 1);
  return String(97 - Number(BigInt(digits) % 97n)).padStart(KEY_LENGTH, '0');
}

/** A NIR on a public screen: only its key, so that its owner can check it. */
export function maskNir(nir: string): string {
  return `• •• •• •• ••• ••• ${nir.slice(NUMBER_LENGTH)}`;
}

/** True when the next character of a NIR can be A or B. */
export function takesCorsica(nir: string): boolean {
  return nir.length === DEPARTMENT_LETTER && nir.endsWith('2');
}

/**
 * The characters of a NIR in a typed, pasted or scanned text: digits, and a letter only at the position of Corsica's
 * departments.
 */
export function nirCharacters(text: string): string {
  let nir = '';
  for (const read of lookAlikes(text))
    if (nir.length < NIR_LENGTH && (takesCorsica(nir) ? /[0-9AB]/u : /[0-9]/u).test(read)) nir += read;
  return nir;
}

/** A NIR as printed: `1 85 05 78 006 084 36`. */
export function groupNir(nir: string): string {
  return [
    nir.slice(0, 1),
    ...[1, 3, 5].map((place) => nir.slice(place, place + 2)),
    ...[7, 10].map((place) => nir.slice(place, place + 3)),
    nir.slice(13),
  ]
    .filter((group) => group !== '')
    .join('\u00a0');
}

/** Capitals, with the digits that O, I and L look like. */
function lookAlikes(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
}
