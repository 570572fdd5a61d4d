import { z } from 'zod';
import {
  formatIncompletePhoneNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { refused, taken, type Reading } from '../reading.ts';

/** Country from which a number without a country code is dialled. */
const HOME = 'FR';

const HOME_CODE = '33';

/** Number of digits of a French number, without the leading zero. */
const HOME_DIGITS = 9;

/**
 * Territories with a country code of their own, whose numbers are dialled in France without it (Arcep's numbering
 * plan). The library's patterns are not used: they are narrower than the numbers in use, and overlap.
 */
const OVERSEAS: readonly (readonly [country: CountryCode, code: string, ranges: RegExp])[] = [
  ['GP', '590', /^(?:590|69[01])/u],
  ['GF', '594', /^[56]94/u],
  ['MQ', '596', /^(?:596|69[67])/u],
  ['YT', '262', /^(?:269|639)/u],
  ['RE', '262', /^(?:26[23]|69[23])/u],
];

/**
 * Ranges that Arcep reserves for fiction (decision 2018-0881): nobody has them, and the library does not know them
 * all.
 */
const FICTION = /^\+33(?:19900|26191|35301|46571|53649|63998)[0-9]{4}$/u;

const FICTION_MOBILE = '+3363998';

/** Countries that text messages may go to by default: France with its overseas departments. */
export const SMS_COUNTRIES = ['FR', 'GP', 'GF', 'MQ', 'RE', 'YT', 'BL', 'MF'] as const;

/** Schema of a list of countries that text messages may go to: two letters each. */
export const smsCountriesSchema = z
  .array(z.string().refine(isSupportedCountry, 'expected codes of countries, such as FR'))
  .min(1);

/** Schema of a phone number in its normal form: E.164, e.g. +33612345691. */
export const phoneSchema = z.string().regex(/^\+[1-9][0-9]{6,14}$/u);

/**
 * Why a text is not a phone number. `range`: long enough, but in a range without phones. `several`: more than one
 * number.
 */
export type PhoneReason = 'missing' | 'malformed' | 'range' | 'several';

/** Why text messages cannot reach a number. `country`: its country is not in the configuration. */
export type MobileReason = PhoneReason | 'not-mobile' | 'country';

/**
 * Reads a typed phone number. Spaces, dots, dashes and brackets are ignored. A number without a country code is
 * dialled from France, where 0692 is Réunion (+262), 0690 Guadeloupe (+590), and so on.
 * @returns the number in E.164
 */
export function readPhone(typed: string): Reading<string, PhoneReason> {
  const read = parse(typed);
  return read.ok ? taken(read.value.number) : read;
}

/**
 * Reads the number of a mobile phone that text messages may be sent to.
 * @param countries those of the configuration, two letters each; `any` where that is not known
 */
export function readMobile(
  typed: string,
  countries: readonly string[] | 'any',
): Reading<string, MobileReason> {
  const read = parse(typed);
  if (!read.ok) return read;
  const { number, isMobile, possible } = read.value;
  if (!isMobile) return refused('not-mobile');
  const isAllowed = countries === 'any' || possible.some((country) => countries.includes(country));
  return isAllowed ? taken(number) : refused('country');
}

/** A number that is being typed, in the groups of its country. */
export function groupPhone(typed: string): string {
  return formatIncompletePhoneNumber(typed, HOME).replaceAll(' ', '\u00a0');
}

/** Whether two texts are the same number. */
export function samePhone(one: string, other: string): boolean {
  const [first, second] = [readPhone(one), readPhone(other)];
  return first.ok && second.ok && first.value === second.value;
}

/**
 * A phone number on a public screen: its last two digits, so that its owner recognises the phone.
 * @param phone E.164
 */
export function maskPhone(phone: string): string {
  return `** ** ** ** ${phone.slice(-2)}`;
}

interface ParsedPhone {
  /** E.164. */
  readonly number: string;
  readonly isMobile: boolean;
  /** Countries that the number can belong to: some share a code. */
  readonly possible: readonly string[];
}

function parse(typed: string): Reading<ParsedPhone, PhoneReason> {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return refused('missing');
  const plain = text.replaceAll(/[\s.·•\p{Pd}−_()/]/gu, '').replace(/^00/u, '+');
  const digits = plain.replace(/^\+/u, '');
  if (!/^[0-9]{6,40}$/u.test(digits)) return refused('malformed');
  const dialled = parsePhoneNumberFromString(plain, { defaultCountry: HOME, extract: false });
  if (dialled === undefined) return refused(digits.length > 15 ? 'several' : 'malformed');
  const { number } = dialled;
  if (FICTION.test(number))
    return taken({ number, isMobile: number.startsWith(FICTION_MOBILE), possible: [HOME] });
  const away = overseas(dialled);
  if (away !== null) return taken(away);
  if (!dialled.isValid()) return refused(isLongEnough(dialled) ? 'range' : 'malformed');
  const type = dialled.getType();
  return taken({
    number,
    isMobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE',
    possible: dialled.country === undefined ? dialled.getPossibleCountries() : [dialled.country],
  });
}

/** Whether a number in a range without phones is at least as long as a phone number. */
function isLongEnough(dialled: PhoneNumber): boolean {
  const isHome = dialled.countryCallingCode === HOME_CODE;
  return isHome ? /^[1-9][0-9]{8}$/u.test(dialled.nationalNumber) : dialled.isPossible();
}

/** A number of a territory with its own country code, given with the code or dialled like a French one. */
function overseas({ countryCallingCode, nationalNumber }: PhoneNumber): ParsedPhone | null {
  if (nationalNumber.length !== HOME_DIGITS) return null;
  const place = OVERSEAS.find(
    ([, code, ranges]) => [HOME_CODE, code].includes(countryCallingCode) && ranges.test(nationalNumber),
  );
  if (place === undefined) return null;
  const [country, code] = place;
  return {
    number: `+${code}${nationalNumber}`,
    isMobile: nationalNumber.startsWith('6'),
    possible: [country],
  };
}
