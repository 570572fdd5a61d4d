import { NIR_LENGTH } from '../../../src-shared/values/nir.ts';

/** Position of the only possible letter: A or B after a 2, the departments of Corsica. */
const LETTER_PLACE = 6;

/** Characters accepted from a key or scanner; O, I and L are read as the digits that they look like. */
export const NIR_ALPHABET = '0123456789ABOIL';

/** True when the next character of a NIR can be A or B. */
export function takesCorsica(nir: string): boolean {
  return nir.length === LETTER_PLACE && nir.endsWith('2');
}

/**
 * The characters of a NIR in a typed, pasted or scanned text: digits, and a letter only at the position of Corsica's
 * departments.
 */
export function nirCharacters(text: string): string {
  let nir = '';
  for (const character of text.normalize('NFKC').toUpperCase()) {
    const read = character.replace('O', '0').replace(/[IL]/u, '1');
    if (nir.length < NIR_LENGTH && (takesCorsica(nir) ? /[0-9AB]/u : /[0-9]/u).test(read)) nir += read;
  }
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
