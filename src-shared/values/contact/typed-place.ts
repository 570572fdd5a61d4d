import { refused, taken, type Reading } from '../reading.ts';
import { addressBlock } from './address-block.ts';
import { readAddressLines, type AddressLinesReason } from './address-lines.ts';
import { readCountry } from './country.ts';
import { readPlace, townWithCedex } from './place.ts';

/** The end of an address as a person types it. */
export interface TypedPlace {
  readonly postalCode: string;
  readonly town: string;
  /** Two letters or a name. */
  readonly country: string;
}

/** Why a typed place is none, by the field that is wrong. */
export type TypedPlaceReason = 'postal-code' | 'no-such-country' | `town-${AddressLinesReason}`;

/**
 * Reads a town that is in no table, with its postal code and country. A letter can write it: judged by the letter's own
 * rule. Two letters of ISO 3166 are the country; a code of Monaco has its own.
 */
export function readTypedPlace(typed: TypedPlace): Reading<TypedPlace, TypedPlaceReason> {
  const country = readCountry(typed.country);
  if (!country.ok) return refused('no-such-country');
  const place = readPlace(typed.postalCode, country.value);
  if (!place.ok) return refused('postal-code');
  const lines = readAddressLines([townWithCedex(typed.town, place.value)]);
  if (!lines.ok) return refused(`town-${lines.reason}`);
  const town = lines.value[0] ?? '';
  const { postalCode } = place.value;
  const read: TypedPlace = { postalCode, town, country: place.value.country };
  const block = addressBlock({ givenName: '', familyName: 'X', lines: ['1'], ...read });
  return block.ok
    ? taken(read)
    : refused(block.reason === 'line-too-long' ? 'town-too-long' : 'town-characters');
}
