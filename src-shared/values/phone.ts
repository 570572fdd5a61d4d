import { z } from 'zod';
import {
  formatIncompletePhoneNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { refused, taken, type Reading } from './reading.ts';

/** Where a number without a country code is dialled. */
const HOME = 'FR';

const HOME_CODE = '33';

/** Digits of a French number without the zero before it. */
const HOME_DIGITS = 9;

/**
 * Territories whose numbers are dialled at home without the country code of their own, by Arcep's plan of numbers: the
 * library's patterns of each range are narrower than what is given out, and overlap.
 */
const OVERSEAS: readonly (readonly [country: CountryCode, code: string, ranges: RegExp])[] = [
  ['GP', '590', /^(?:590|69[01])/u],
  ['GF', '594', /^[56]94/u],
  ['MQ', '596', /^(?:596|69[67])/u],
  ['YT', '262', /^(?:269|639)/u],
  ['RE', '262', /^(?:26[23]|69[23])/u],
];

/** Ranges that Arcep keeps for fiction (decision 2018-0881): nobody has them, and the plan of numbers does not know them all. */
const FICTION = /^\+33(?:19900|26191|35301|46571|53649|63998)[0-9]{4}$/u;

const FICTION_MOBILE = '+3363998';

/** Countries to which text messages may go where the configuration says nothing: France with its overseas departments. */
export const SMS_COUNTRIES = ['FR', 'GP', 'GF', 'MQ', 'RE', 'YT', 'BL', 'MF'] as const;

/** Schema of a list of countries to which text messages may go: two letters each, as the plan of numbers has them. */
export const smsCountriesSchema = z.array(z.string().refine(isSupportedCountry)).min(1);

/** Schema of a phone number in its one form: E.164, e.g. +33612345691. */
export const phoneSchema = z.string().regex(/^\+[1-9][0-9]{6,14}$/u);

/** Why a text is no phone number. `range`: as long as one, and of a range that no phone has; `several`: more than one. */
export type PhoneReason = 'missing' | 'malformed' | 'range' | 'several';

/** Why text messages cannot reach it. `country`: of a country that the configuration does not name. */
export type MobileReason = PhoneReason | 'not-mobile' | 'country';

/**
 * Reads a phone number as people write it: gaps, dots, dashes and brackets do not count; without a country code it is
 * dialled from France, where 0692 is Réunion (+262), 0690 Guadeloupe (+590), and so on.
 * @returns the number as E.164 has it
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
  /** Countries whose number it can be: some share a code. */
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

/** Whether a number that no phone has is at least as long as one. */
function isLongEnough(dialled: PhoneNumber): boolean {
  const isHome = dialled.countryCallingCode === HOME_CODE;
  return isHome ? /^[1-9][0-9]{8}$/u.test(dialled.nationalNumber) : dialled.isPossible();
}

/** A number of a territory with a country code of its own, given with it or dialled like a French one. */
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
