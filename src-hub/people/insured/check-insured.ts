import { isUsablePostalCode } from '../../../src-shared/values/contact/postal-code.ts';
import { z } from 'zod';
import { isPersonName } from '../../../src-shared/values/person-name.ts';
import { readNir } from '../../../src-shared/values/nir.ts';
import { languageSchema, type Language } from '../../../src-shared/language.ts';
import { memberSchema } from '../../../src-shared/hub-api/member.ts';
import { nirHash } from '../nir-key.ts';
import { EARLIEST_BIRTH, textFault } from '../members/check-row.ts';
import { cleanDate, cleanLanguage, cleanPostalCode, cleanText } from '../imports/normalise.ts';
import { addressBlock } from '../../../src-shared/values/contact/address-block.ts';
import {
  INSURED_FIELDS,
  type InsuredFault,
  type InsuredField,
  type InsuredValues,
} from './insured-fields.ts';

/** A person who is only insured by centre 602, as stored. */
export interface Insured {
  /** Keyed hash of the NIR, in hexadecimal (see `nirHash`). */
  readonly nir: string;
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate: string;
  /** One to four lines between name and town. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly town: string;
  readonly language: Language | null;
}

/** A valid row, or its fault. `nir`: keyed hash if it could be read, so that the person is not closed. */
export type CheckedInsured =
  | { readonly ok: true; readonly insured: Insured }
  | { readonly ok: false; readonly fault: InsuredFault; readonly nir: string | null };

/**
 * Checks one row. Turns the NIR into its keyed hash; the NIR itself goes no further.
 * @param context `secret`: `HUB_SECRET`; `today`: ISO date
 */
export function checkInsured(
  values: InsuredValues,
  context: { readonly secret: string; readonly today: string },
): CheckedInsured {
  const damage = values.map((value) => textFault(value ?? '')).find((fault) => fault !== null);
  if (damage !== undefined) return { ok: false, fault: damage, nir: null };
  const of = (field: InsuredField): string => cleanText(values[INSURED_FIELDS.indexOf(field)] ?? '') ?? '';
  const parsed = readNir(of('nir'));
  if (!parsed.ok) return { ok: false, fault: `nir-${parsed.reason}`, nir: null };
  const nir = nirHash(context.secret, parsed.value).toString('hex');
  const language = of('language') === '' ? null : languageSchema.safeParse(cleanLanguage(of('language')));
  const insured: Insured = {
    nir,
    familyName: of('family_name'),
    givenName: of('given_name'),
    birthDate: cleanDate(of('birth_date')),
    lines: (['line1', 'line2', 'line3', 'line4'] as const).map(of).filter((line) => line !== ''),
    postalCode: cleanPostalCode(of('postal_code')),
    town: of('town'),
    language: language?.data ?? null,
  };
  const fault = faultOf(insured, context.today) ?? (language?.success === false ? 'language' : null);
  return fault === null ? { ok: true, insured } : { ok: false, fault, nir };
}

function faultOf(insured: Insured, today: string): InsuredFault | null {
  const { familyName, givenName, birthDate, postalCode } = insured;
  const { familyName: name } = memberSchema.shape;
  const isNamed = [familyName, givenName].every((text) => name.safeParse(text).success);
  if (!isNamed || ![familyName, givenName].every(isPersonName)) return 'name';
  const isBorn = z.iso.date().safeParse(birthDate).success && birthDate >= EARLIEST_BIRTH;
  if (!isBorn || birthDate > today) return 'birth-date';
  if (!isUsablePostalCode(postalCode)) return 'postal-code';
  const block = addressBlock(insured);
  if (block.ok) return null;
  return block.reason === 'incomplete' ? 'address' : block.reason;
}
