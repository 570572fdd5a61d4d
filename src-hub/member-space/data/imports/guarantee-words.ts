import { type CareField, type Guarantee, GUARANTEES } from '../../../../src-shared/values/guarantee.ts';
import { plainWord } from '../../../people/imports/mapping.ts';
import { meaningOf } from './meaning.ts';

/** Usual headers of the column for the guarantee. */
export const GUARANTEE_HEADERS: readonly string[] = ['guarantee', 'garantie', 'codegarantie'];

/** Fault of a word that names no guarantee. */
export const NO_GUARANTEE = 'guarantee: not one of couverture 1, couverture 2, module A, B, C, module +';

/** The guarantee of a word such as `couverture-1`, `Couverture 1`, `MODULE +`; null: no guarantee has this name. */
export function guaranteeNamed(text: string): Guarantee | null {
  const word = plainWord(text.replaceAll('+', 'plus'));
  return GUARANTEES.find((guarantee) => plainWord(guarantee) === word) ?? null;
}

/** Words for fields of care, in the form of `plainWord`. */
const FIELD_WORDS: Readonly<Record<CareField, readonly string[]>> = {
  general: ['general', 'soinscourants', 'soinsgeneraux', 'medecine'],
  hospital: ['hospital', 'hopital', 'hospitalisation'],
  dental: ['dental', 'dentaire'],
  optical: ['optical', 'optique'],
  hearing: ['hearing', 'audition', 'aidesauditives', 'auditif'],
  prevention: ['prevention'],
  other: ['other', 'autre', 'autres', 'divers'],
};

/** The field of care of an English or French word; null: none. */
export function careFieldNamed(text: string): CareField | null {
  return meaningOf(FIELD_WORDS, text);
}
