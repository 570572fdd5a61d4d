import { z } from 'zod';
import { plainLetters } from '../plain-letters.ts';
import { refused, saysNothing, taken, type Reading } from '../reading.ts';
import { countrySchema, isCountry, DEFAULT_COUNTRY, hasFrenchPost, readCountry } from './country.ts';
import { isPostalCode, isUsablePostalCode } from './postal-code.ts';

/** Longest postal code with what belongs to it, such as `44040 NANTES CEDEX 1`. */
export const PLACE_CODE_MAX_LENGTH = 38;

/** Where an address is. */
export interface Place {
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** Five digits in France, overseas and Monaco; elsewhere as written there, or empty: it has no codes. */
  readonly postalCode: string;
  /** What follows the five digits of a CEDEX, as written: `CEDEX`, `NANTES CEDEX 1`. Empty: no CEDEX. */
  readonly cedex: string;
}

/**
 * Why a postal code and a country are no place. `unused`: five digits that no French address has. `other-country`: the
 * code is of another country than the given one, or of an unnamed one.
 */
export type PlaceReason = 'missing' | 'malformed' | 'unused' | 'other-country' | 'unknown-country';

/** Postal code of a person as stored and on wires: with its CEDEX. Takes what older hubs hold. */
export const keptPostalCodeSchema = z
  .string()
  .max(PLACE_CODE_MAX_LENGTH)
  .regex(/^(?:[\p{L}\p{N}][\p{L}\p{N} '’./-]*)?$/u);

/** Longest postal code that a person states, in characters. */
export const STATED_POSTAL_CODE_MAX_LENGTH = 16;

/** Postal code that a person states, of any country. */
export const statedPostalCodeSchema = keptPostalCodeSchema.min(3).max(STATED_POSTAL_CODE_MAX_LENGTH);

/** Schema of a country on a wire; absent: {@link DEFAULT_COUNTRY}. */
export const placeCountrySchema = countrySchema.optional();

/** Signs of countries that are written before a postal code, as on vehicles. Two letters of ISO 3166 are taken too. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{
    A: 'AT',
    B: 'BE',
    D: 'DE',
    E: 'ES',
    F: 'FR',
    FIN: 'FI',
    FL: 'LI',
    GR: 'GR',
    H: 'HU',
    I: 'IT',
    IRL: 'IE',
  },
  ...{ L: 'LU', LUX: 'LU', N: 'NO', P: 'PT', S: 'SE', SLO: 'SI', UK: 'GB' },
};

/** A sign and the code after it: `L-2449`, `NL-1012 AB`; without a hyphen only before digits: `CH 1201`, `AD500`. */
const SIGNED = /^([A-Z]{1,3})(?:-(\d[A-Z\d -]*)| ?(\d[\d ]{2,}))$/u;

/** Forms that only the codes of one country have. */
const FORMS: readonly (readonly [country: string, form: RegExp])[] = [
  ['GI', /^GX11 ?1AA$/u],
  ['JE', /^JE\d{1,2} ?\d[A-Z]{2}$/u],
  ['GG', /^GY\d{1,2} ?\d[A-Z]{2}$/u],
  ['IM', /^IM\d{1,2} ?\d[A-Z]{2}$/u],
  ['GB', /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/u],
  ['NL', /^[1-9]\d{3} ?[A-Z]{2}$/u],
  ['CA', /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/u],
  ['IE', /^[A-Z](?:\d\d|6W) [A-Z\d]{4}$/u],
  ['PT', /^\d{4}-\d{3}$/u],
];

const FRENCH = /^(\d ?\d ?\d ?\d ?\d)(?:[ ,-]+(\D.*))?$/u;

const ABROAD = /^[A-Z0-9](?:[A-Z0-9 -]{0,14}[A-Z0-9])?$/u;

/**
 * Reads a postal code and its country. Where no country is given, a code in the form of another country tells it, and
 * the codes of Monaco theirs; the rest is French.
 */
export function readPlace(postalCode: string, country: string): Reading<Place, PlaceReason> {
  const read = saysNothing(country) ? null : readCountry(country);
  if (read?.ok === false) return read;
  const named = read?.value ?? null;
  const text = codeText(postalCode);
  const signed = signOf(text);
  const told = signed?.country ?? (named === null ? formOf(text) : null) ?? named ?? DEFAULT_COUNTRY;
  const isFrench = named === null ? hasFrenchPost(told) : hasFrenchPost(named);
  if (isFrench) return frenchPlace(signed !== null && hasFrenchPost(told) ? signed.code : text, named);
  if (named !== null && named !== told) return refused('other-country');
  if (saysNothing(text)) return taken({ country: told, postalCode: '', cedex: '' });
  return ABROAD.test(text) ? taken({ country: told, postalCode: text, cedex: '' }) : refused('malformed');
}

/** Reads the postal code that a person states: five digits, or abroad what {@link ABROAD} has, without its country. */
export function readStatedPostalCode(
  typed: string,
  isAbroad: boolean,
): Reading<string, 'missing' | 'malformed'> {
  const text = isAbroad ? codeText(typed) : typed.normalize('NFKC').replaceAll(/\s/gu, '');
  if (text === '') return refused('missing');
  const isCode = isAbroad ? ABROAD.test(text) && text.length >= 3 : isPostalCode(text);
  return isCode ? taken(text) : refused('malformed');
}

/** A place in the form in which one field holds it. @returns the postal code with its CEDEX */
export function keptPostalCode({ postalCode, cedex }: Place): string {
  return cedex === '' ? postalCode : `${postalCode} ${cedex}`;
}

/** The town as written on letters, when the CEDEX stood with the postal code. */
export function townWithCedex(town: string, { cedex }: Place): string {
  if (cedex === '' || /\bCEDEX\b/u.test(plainLetters(town))) return town;
  return town === '' || plainLetters(cedex).startsWith(plainLetters(town)) ? cedex : `${town} ${cedex}`;
}

/** Whether two texts are the same postal code: country signs, spaces, case and a CEDEX do not count. */
export function samePostalCode(one: string, other: string): boolean {
  const key = codeKey(one);
  return key !== '' && key === codeKey(other);
}

function frenchPlace(text: string, named: string | null): Reading<Place, PlaceReason> {
  const [, digits, rest = ''] = FRENCH.exec(text) ?? [];
  if (digits === undefined) {
    if (saysNothing(text)) return refused('missing');
    return refused(formOf(text) !== null || signOf(text) !== null ? 'other-country' : 'malformed');
  }
  const code = digits.replaceAll(' ', '');
  if (!isUsablePostalCode(code)) return refused('unused');
  const isMonaco = code.startsWith('980');
  if (named === 'MC' && !isMonaco) return refused('other-country');
  const country = isMonaco ? 'MC' : (named ?? DEFAULT_COUNTRY);
  return taken({ country, postalCode: code, cedex: /\bCEDEX\b/u.test(rest) ? rest : '' });
}

/** The country that a code names by its sign, and the code without the sign. */
function signOf(text: string): { readonly country: string; readonly code: string } | null {
  const [, sign = '', hyphened, digits] = SIGNED.exec(text) ?? [];
  const code = hyphened ?? digits;
  if (code === undefined || formOf(text) !== null) return null;
  const country = SIGNS[sign] ?? (isCountry(sign) ? sign : undefined);
  return country === undefined ? null : { country, code };
}

/** The country whose codes alone have this form; null: none. */
function formOf(text: string): string | null {
  return FORMS.find(([, form]) => form.test(text))?.[0] ?? null;
}

function codeKey(text: string): string {
  const plain = codeText(text);
  const digits = FRENCH.exec(plain)?.[1];
  return (digits ?? signOf(plain)?.code ?? plain).replaceAll(/[^A-Z0-9]/gu, '');
}

/** A code in capitals, with single spaces and plain hyphens. */
function codeText(text: string): string {
  return plainLetters(text)
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll(/\s*-\s*/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
