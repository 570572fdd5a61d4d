import { type CareField, type Guarantee, GUARANTEES } from '../../../../src-shared/values/guarantee.ts';
import { plain } from '../../../people/imports/mapping.ts';
import { meaning } from './meaning.ts';

/** Usual headers of the column that names a guarantee. */
export const GUARANTEE_HEADERS: readonly string[] = ['guarantee', 'garantie', 'codegarantie'];

/** What is said of a word that names none. */
export const NO_GUARANTEE = 'guarantee: not one of couverture 1, couverture 2, module A, B, C, module +';

/** The guarantee of a word: `couverture-1`, `Couverture 1`, `MODULE +`. Null: there is none of that name. */
export function guaranteeNamed(text: string): Guarantee | null {
  const word = plain(text.replaceAll('+', 'plus'));
  return GUARANTEES.find((guarantee) => plain(guarantee) === word) ?? null;
}

/** Words for fields of care, as `plain` leaves them. */
const FIELD_WORDS: Readonly<Record<CareField, readonly string[]>> = {
  general: ['general', 'soinscourants', 'soinsgeneraux', 'medecine'],
  hospital: ['hospital', 'hopital', 'hospitalisation'],
  dental: ['dental', 'dentaire'],
  optical: ['optical', 'optique'],
  hearing: ['hearing', 'audition', 'aidesauditives', 'auditif'],
  prevention: ['prevention'],
  other: ['other', 'autre', 'autres', 'divers'],
};

/** The field of care of a word, English or French; null: there is none. */
export function careFieldNamed(text: string): CareField | null {
  return meaning(FIELD_WORDS, text);
}
