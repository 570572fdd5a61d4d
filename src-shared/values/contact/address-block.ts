import { DEFAULT_LANGUAGE } from '../../messages/languages.ts';
import { intlLocale } from '../../time/moment-words.ts';
import { countryName, DEFAULT_COUNTRY, hasFrenchPost } from './country.ts';
import { postalText } from './postal-text.ts';
import { ADDRESS_LINE_MAX_LENGTH } from './address-lines.ts';

/** Most lines of an address block (NF Z 10-011). */
const MOST_LINES = 6;

/** The addressee of a letter. */
export interface Addressee {
  readonly givenName: string;
  readonly familyName: string;
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly town: string;
  /** Two letters of ISO 3166; absent: France. */
  readonly country?: string;
}

/** Countries where the code stands after the town (Universal Postal Union). */
const CODE_AFTER_TOWN: readonly string[] = [
  ...['AU', 'CA', 'GB', 'GG', 'GI', 'IE', 'IM', 'IN', 'JE', 'JP', 'KR', 'NZ', 'SG', 'TH', 'TW', 'US', 'ZA'],
];

/** The lines to print, or a problem that staff can solve. */
export type AddressBlock =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: 'name' | 'line-too-long' | 'too-many-lines' | 'incomplete' };

/**
 * Formats an address for French mail (NF Z 10-011): capitals without accents and punctuation, at most six lines of 38
 * characters, postal code and town last, then the country when La Poste hands the letter on. A long name is shortened
 * to initials; a town of France, which its postal code tells, as La Poste shortens it; streets never.
 */
export function addressBlock(addressee: Addressee): AddressBlock {
  const name = nameLine(addressee.givenName, addressee.familyName);
  if (name === null) return { ok: false, reason: 'name' };
  const street = addressee.lines.map(postalText).filter((line) => line !== '');
  const town = postalText(addressee.town);
  if (street.length === 0 || town === '') return { ok: false, reason: 'incomplete' };
  const lines = [name, ...street, ...placeLines(addressee, town)];
  if (lines.length > MOST_LINES) return { ok: false, reason: 'too-many-lines' };
  if (lines.some((line) => line.length > ADDRESS_LINE_MAX_LENGTH))
    return { ok: false, reason: 'line-too-long' };
  return { ok: true, lines };
}

/** The last lines. @param town as letters write it */
function placeLines({ country = DEFAULT_COUNTRY, postalCode }: Addressee, town: string): string[] {
  if (hasFrenchPost(country)) return [`${postalCode} ${shortTown(town, ADDRESS_LINE_MAX_LENGTH - 6)}`];
  const parts = [postalText(postalCode), town];
  const place = (CODE_AFTER_TOWN.includes(country) ? parts.toReversed() : parts).join(' ').trim();
  return [place, postalText(countryName(country, intlLocale(DEFAULT_LANGUAGE)))];
}

/** A town of several words in fewer letters: `ST` for `SAINT`, then without its last words. */
function shortTown(town: string, longest: number): string {
  if (town.length <= longest) return town;
  const short = town.replaceAll(/\bSAINT(E?)\b/gu, 'ST$1');
  if (short.length <= longest) return short;
  // The next character tells whether the last word is whole.
  const words = short.slice(0, longest + 1).replace(/[ -]+[^ -]*$/u, '');
  const kept = words.replace(/(?:[ -]+(?:ET|DE|DES|DU|LA|LE|LES|SUR|EN|AU|AUX|D'|L'))+$/u, '');
  return kept.length <= longest ? kept : town;
}

function nameLine(givenName: string, familyName: string): string | null {
  const family = postalText(familyName);
  if (family === '') return null;
  const given = postalText(givenName);
  const initials = given.replaceAll(/([A-Z0-9])[A-Z0-9']*/gu, '$1');
  const ways = [`${given} ${family}`, `${initials} ${family}`, `${initials.slice(0, 1)} ${family}`, family];
  const fitting = ways.map((way) => way.trim()).find((way) => way.length <= ADDRESS_LINE_MAX_LENGTH);
  return fitting ?? family.slice(0, ADDRESS_LINE_MAX_LENGTH).trimEnd();
}
