import { readNir } from '../../../../src-shared/values/nir.ts';
import { readMemberNumber } from '../../../../src-shared/values/member-number.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import { nirHash } from '../../../people/nir-key.ts';
import { MEMBER_COLUMNS } from '../../../people/imports/mapping.ts';
import { faultText } from '../../../people/imports/fields.ts';

/** Columns that identify the person; each row fills one of the two. */
export const PERSON_FIELDS = ['number', 'nir'] as const;

/** Usual headers of {@link PERSON_FIELDS} (see `FileColumns`). */
export const PERSON_HEADERS = {
  number: MEMBER_COLUMNS.usual['number'] ?? [],
  nir: ['nir', 'numeronir', 'numerodesecuritesociale', 'numerosecuritesociale', 'nosecuritesociale'],
};

/** Values of {@link PERSON_FIELDS}; a missing value is empty. */
export type PersonTexts = Readonly<Record<(typeof PERSON_FIELDS)[number], string>>;

/** The subject of a row, or its fault without content. */
export type ReadPerson =
  { readonly ok: true; readonly subject: string } | { readonly ok: false; readonly fault: string };

const NIR_FAULT_WORDS = {
  missing: 'number, nir: both empty',
  malformed: 'nir: not 13 characters and 2 digits of the key (has a workbook rounded it?)',
  'no-key': 'nir: the two digits of the key are missing',
  key: 'nir: the key does not fit, so at least one character is wrong',
} as const;

/**
 * Finds the person of a row. Turns a NIR into its keyed hash; the NIR itself goes no further.
 * @param secret `HUB_SECRET`
 */
export function readPerson({ number, nir }: PersonTexts, secret: string): ReadPerson {
  if (number !== '' && nir !== '') return { ok: false, fault: 'number, nir: both filled' };
  if (number !== '') {
    const read = readMemberNumber(number);
    if (read.ok) return { ok: true, subject: subjectOf({ situation: 'member', number: read.value }) };
    return {
      ok: false,
      fault:
        read.reason === 'rounded'
          ? faultText({ kind: 'rounded', field: 'number' })
          : 'number: not 6 to 10 digits',
    };
  }
  const parsed = readNir(nir);
  if (!parsed.ok) return { ok: false, fault: NIR_FAULT_WORDS[parsed.reason] };
  const hash = nirHash(secret, parsed.value).toString('hex');
  return { ok: true, subject: subjectOf({ situation: 'insured', nir: hash }) };
}
