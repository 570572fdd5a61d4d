import { z } from 'zod';
import { LANGUAGES } from '../../messages/languages.ts';
import { intlLocale } from '../../time/moment-words.ts';
import { plainLetters } from '../plain-letters.ts';
import { refused, taken, type Reading } from '../reading.ts';

/** The countries of ISO 3166-1, in two letters. */
const COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO ' +
    'JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR ' +
    'MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO ' +
    'RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV ' +
    'TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** Used when no country is given. */
export const DEFAULT_COUNTRY = 'FR';

/** Codes of ISO 3166 for French territories: their addresses are French, with French postal codes. */
const FRENCH_POST: ReadonlySet<string> = new Set([
  ...['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF', 'TF'],
  // Monaco: 98000, delivered by La Poste.
  'MC',
]);

/** Schema of a country: two letters of ISO 3166-1. */
export const countrySchema = z.string().refine(isCountry);

/** Whether a text is a country: two letters of ISO 3166-1. */
export function isCountry(text: string): boolean {
  return COUNTRIES.has(text);
}

/** Why a text is not a country. */
export type CountryReason = 'unknown-country';

/** Whether an ending of an internet domain is that of a country: those of ISO 3166, and two more. */
export function isCountryDomain(ending: string): boolean {
  return ending === 'uk' || ending === 'eu' || COUNTRIES.has(ending.toUpperCase());
}

/** Whether addresses of a country have French postal codes. @param country from {@link readCountry} */
export function hasFrenchPost(country: string): boolean {
  return FRENCH_POST.has(country);
}

/** Reads a country: its two letters, or its name in a language of the kiosk. Empty: {@link DEFAULT_COUNTRY}. */
export function readCountry(text: string): Reading<string, CountryReason> {
  const plain = plainLetters(text.normalize('NFKC').trim());
  if (plain === '') return taken(DEFAULT_COUNTRY);
  if (COUNTRIES.has(plain)) return taken(plain);
  const found = countriesByName().get(namePlain(plain));
  return found === undefined ? refused('unknown-country') : taken(found);
}

/**
 * The name of a country, for the last line of a letter.
 * @param locale for `Intl`, such as `fr-FR`
 */
export function countryName(country: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
}

let byName: ReadonlyMap<string, string> | null = null;

function countriesByName(): ReadonlyMap<string, string> {
  byName ??= new Map(
    LANGUAGES.map(intlLocale).flatMap((locale) =>
      [...COUNTRIES].map((country): [string, string] => [namePlain(countryName(country, locale)), country]),
    ),
  );
  return byName;
}

function namePlain(name: string): string {
  return plainLetters(name).replaceAll(/[^\p{L}]/gu, '');
}
