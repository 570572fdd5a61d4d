import {
  type CareField,
  type Guarantee,
  GUARANTEES,
} from '../../../../src-shared/values/member-space/guarantee.ts';
import { refused, taken, type Reading } from '../../../../src-shared/values/reading.ts';
import { plainWord } from '../../../people/imports/files/mapping.ts';
import { readMeaning } from './meaning.ts';

/** Usual headers of the column for the guarantee. */
export const GUARANTEE_HEADERS: readonly string[] = ['guarantee', 'garantie', 'codegarantie'];

/** Fault of a word that names no guarantee. */
export const NO_GUARANTEE = 'not one of couverture 1, couverture 2, module A, B, C, module +';

/** Reads the name of a guarantee, such as `couverture-1`, `Couverture 1`, `MODULE +`. */
export function readGuarantee(text: string): Reading<Guarantee, 'unknown-word'> {
  const word = plainWord(text.replaceAll('+', 'plus'));
  const found = GUARANTEES.find((guarantee) => plainWord(guarantee) === word);
  return found === undefined ? refused('unknown-word') : taken(found);
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

/** Reads a field of care, as an English or French word. */
export function readCareField(text: string): Reading<CareField, 'unknown-word'> {
  return readMeaning(FIELD_WORDS, text);
}
